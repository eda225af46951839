import type { RouteShape } from '@parvis/contract/route'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** Prometheus figures of this process. Labels are few and never hold a name, an address or an id. */
export interface Metrics {
  readonly registry: Registry
  /** Starts timing a request; the returned function ends it with the status. */
  timeRequest(route: Pick<RouteShape, 'method' | 'path'>): (status: number) => void
  readonly admissions: Counter<'result'>
  readonly knocksAnswered: Counter<'decision'>
  readonly moderations: Counter<'act'>
  readonly gateDecisions: Counter<'result'>
  readonly webhooks: Counter<'result'>
  readonly reconciled: Counter<'repair'>
  readonly signIns: Counter<'result'>
  readonly mails: Counter<'result'>
  readonly liveStreams: Gauge
  /** Requests that a limit refused. */
  readonly refusals: Counter<'limit'>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'parvis_http_request_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers,
  })
  const counter = <Label extends string>(name: string, help: string, label: Label): Counter<Label> =>
    new Counter({ name, help, labelNames: [label], registers })
  return {
    registry,
    timeRequest({ method, path }) {
      const end = requests.startTimer({ method, route: path })
      return (status) => void end({ status: `${Math.floor(status / 100)}xx` })
    },
    admissions: counter('parvis_admissions_total', 'Requests to join, by result', 'result'),
    knocksAnswered: counter(
      'parvis_knocks_answered_total',
      'People who waited and were answered, by decision',
      'decision',
    ),
    moderations: counter('parvis_moderations_total', 'Acts of hosts, by act', 'act'),
    gateDecisions: counter(
      'parvis_gate_decisions_total',
      'Connections asked of the signalling gate, by result',
      'result',
    ),
    webhooks: counter('parvis_sfu_webhooks_total', 'Webhooks of the SFU, by result', 'result'),
    reconciled: counter(
      'parvis_reconciler_repairs_total',
      'Differences between the database and the SFU that were mended',
      'repair',
    ),
    signIns: counter('parvis_sign_ins_total', 'Attempts to sign in, by result', 'result'),
    mails: counter('parvis_mails_total', 'Attempts to send a mail, by result', 'result'),
    refusals: counter('parvis_refusals_total', 'Requests refused by a limit, by limit', 'limit'),
    liveStreams: new Gauge({
      name: 'parvis_live_streams',
      help: 'Open live streams of this process',
      registers,
    }),
  }
}
