# The program `fraiseql-monitoring` with what it needs to run, and nothing else: what the CronJob of the SLO report and the health
# service run.
#   docker build -t registry.example.com/fraiseql-monitoring:0.1.0 .
# It writes nothing, so that its root may be read-only, and runs as nobody.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /program
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY alerts alerts
COPY dashboards dashboards
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
# Names are looked up by half of these threads: a resolver that is silent for one name must not hold up the other checks of `health`.
ENV UV_THREADPOOL_SIZE=16
# Logs are lines of JSON, and this one is not.
ENV AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
WORKDIR /program
COPY --from=build /program/package.json ./
COPY --from=build /program/node_modules node_modules
COPY --from=build /program/lib lib
USER 65534:65534
ENTRYPOINT ["node", "/program/lib/src/bin.js"]
CMD ["--help"]
