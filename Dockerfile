# hookscope in a container: `docker build -t hookscope .`
#
# A check of captures in the working directory, without network, without any right, and with nothing that it could write:
#   docker run --rm --read-only --network none --cap-drop ALL -v "$PWD:/captures:ro" hookscope check log.pcap
# The terminal UI:
#   docker run --rm -it --read-only --network none --cap-drop ALL -v "$PWD:/captures:ro" hookscope log.pcap
# A report is written to standard output, or into a folder that the container may write to:
#   docker run --rm --read-only -v "$PWD:/captures:ro" hookscope check log.pcap --format html > report.html
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-fund --no-audit
COPY . .
RUN node bundling/one-file.mjs hookscope.mjs

FROM node:22-bookworm-slim
COPY --from=build /build/hookscope.mjs /usr/local/bin/hookscope
# The user of Node's image who is not root.
USER node
WORKDIR /captures
ENTRYPOINT ["hookscope"]
CMD ["--help"]
