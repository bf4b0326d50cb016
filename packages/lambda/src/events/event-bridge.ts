import type { EventBridgeEvent } from '@hearthgate/contracts';
import { member, textList, textMember } from '../member.ts';

/** EventBridge: `source` and `detail-type`, which no other event has together. */
export function isEventBridge(event: unknown): boolean {
  return textMember(event, 'source') !== undefined && textMember(event, 'detail-type') !== undefined;
}

export function readEventBridge(event: unknown): EventBridgeEvent {
  return {
    id: textMember(event, 'id') ?? '',
    source: textMember(event, 'source') ?? '',
    detailType: textMember(event, 'detail-type') ?? '',
    account: textMember(event, 'account') ?? '',
    region: textMember(event, 'region') ?? '',
    time: textMember(event, 'time') ?? '',
    resources: textList(member(event, 'resources')),
    detail: member(event, 'detail'),
  };
}
