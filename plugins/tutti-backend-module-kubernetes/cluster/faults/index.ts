import { Case } from '../Case';
import { mutatingWebhook, silentWebhook } from './admission';
import { expiredToken, missingRight } from './credentials';
import { notEstablished } from './definitions';
import { caseOf } from './Fault';
import { podQuota, quota, terminating } from './namespaces';
import { outage } from './outage';

export const faults: Case[] = [
  ...[
    terminating,
    quota,
    podQuota,
    silentWebhook,
    notEstablished,
    missingRight,
    expiredToken,
  ].map(caseOf),
  mutatingWebhook,
  // The controllers need a while afterwards.
  caseOf(outage),
];
