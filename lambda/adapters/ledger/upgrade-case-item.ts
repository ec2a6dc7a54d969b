import { upgradeFromV1, type Members } from './case-item-v1.ts';

/**
 * The content of a row of any version that a release has written, in the form of the present one; of another row as it is.
 * Whether the result is an item is for the contract to say. The next write of the item stores the present form.
 */
export function upgradeCaseItem(content: Members): Members {
  return upgradeFromV2(upgradeFromV1(content));
}

/** Version 2 kept every effect whole; what of it is old is put away by the next step, as with every item. */
function upgradeFromV2(content: Members): Members {
  return content['schemaVersion'] === 2 ? { ...content, schemaVersion: 3, ended: {} } : content;
}
