import type { JsonObject } from '../json.ts';

/** A call as `POST /api/services/<domain>/<service>` makes it; `data` carries `entity_id` and the service's fields. */
export interface ServiceCall {
  readonly domain: string;
  readonly service: string;
  readonly data: JsonObject;
}
