/** What a probe may expect of an answer, and the blackbox exporter's module that asks for it. */
export const blackboxModules = { health: 'fraiseql_health', success: 'http_2xx' } as const;

const overTls = {
  method: 'GET',
  fail_if_not_ssl: true,
  follow_redirects: false,
  preferred_ip_protocol: 'ip4',
} as const;

/** The blackbox exporter's configuration. */
export const blackboxConfig = {
  modules: {
    // A degraded service answers 503, but so does a load balancer that found nobody: the body tells them apart.
    [blackboxModules.health]: {
      prober: 'http',
      timeout: '5s',
      http: {
        ...overTls,
        valid_status_codes: [200, 503],
        fail_if_body_not_matches_regexp: ['"status"\\s*:\\s*"(healthy|degraded)"'],
      },
    },
    [blackboxModules.success]: { prober: 'http', timeout: '5s', http: overTls },
  },
} as const;
