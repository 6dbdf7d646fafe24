import { alertCronjobExists } from './alert-cronjob-exists.ts';
import { argoAllows } from './argo-allows.ts';
import { argoOrder } from './argo-order.ts';
import type { Judge } from './check.ts';
import { networkEdges } from './network-edges.ts';
import { portsResolve } from './ports-resolve.ts';
import { probeModuleExists } from './probe-module-exists.ts';
import { referencesResolve } from './references-resolve.ts';
import { ruleJobsScraped } from './rule-jobs-scraped.ts';
import { scrapeTimeouts } from './scrape-timeouts.ts';
import { selectorsMatch } from './selectors-match.ts';
import { seriesAreExported } from './series-are-exported.ts';

/** Checks of how objects fit together. */
export const relationChecks: Readonly<Record<string, Judge>> = {
  'references-resolve': {
    judge: referencesResolve,
    standsFor: ['kube-linter non-existent-service-account', 'kube-score statefulset-has-servicename'],
  },
  'ports-resolve': {
    judge: portsResolve,
    standsFor: ['kube-linter liveness-port, readiness-port, startup-port'],
  },
  'selectors-match': {
    judge: selectorsMatch,
    standsFor: [
      'kube-linter dangling-service, dangling-networkpolicy, dangling-networkpolicypeer-podselector, dangling-servicemonitor, mismatching-selector',
      'kube-score service-targets-pod, networkpolicy-targets-pod, deployment-pod-selector-labels-match-template-metadata-labels, statefulset-pod-selector-labels-match-template-metadata-labels',
    ],
  },
  'probe-module-exists': { judge: probeModuleExists },
  'alert-cronjob-exists': { judge: alertCronjobExists },
  'rule-jobs-scraped': { judge: ruleJobsScraped },
  'series-are-exported': { judge: seriesAreExported },
  'scrape-timeouts': { judge: scrapeTimeouts },
  'network-edges': {
    judge: networkEdges,
    standsFor: [
      'kube-score pod-networkpolicy',
      'kube-linter non-isolated-pod',
      'Polaris missingNetworkPolicy',
      'Kubescape C-0030, C-0054',
      'Checkov CKV2_K8S_6',
    ],
  },
  'argo-order': { judge: argoOrder },
  'argo-allows': { judge: argoAllows },
};
