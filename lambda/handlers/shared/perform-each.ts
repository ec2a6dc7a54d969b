import type { EffectPerformer, Performed, Work } from '../../domain/ports.ts';

/** Carries out one effect. */
export interface SinglePerformer {
  perform(work: Work): Promise<Performed>;
}

/** A performer for lanes whose effects cannot share a call. Such lanes claim one effect at a time. */
export function performEach(ports: { readonly performer: SinglePerformer }): EffectPerformer {
  return {
    perform: async (works) => {
      const performed: Performed[] = [];
      for (const work of works) performed.push(await ports.performer.perform(work));
      return performed;
    },
  };
}
