import type { DeploymentAnswers } from '../domain/deployment-ports.ts';
import { callHttp, refusal } from './http.ts';

/** Answers custom resources at the pre-signed address that CloudFormation sent along. */
export function createCloudFormationAnswers(): DeploymentAnswers {
  return {
    put: async (responseUrl, answer) => {
      const operation = 'CloudFormation answer';
      // Bytes, not text: fetch would add a content type, and the address is signed for none.
      const body = new TextEncoder().encode(JSON.stringify(answer));
      const response = await callHttp(operation, responseUrl, { method: 'PUT', body });
      if (response.status < 200 || response.status >= 300) throw refusal(operation, response, 'not accepted');
    },
  };
}
