# Lede's image: the program alone, without a shell, as an ordinary user. It writes to /lede and /tmp only, so the root may be
# read-only (compose.yaml). /lede has a configuration and example articles; a new volume there begins with them.
#
# The base is pinned by its version. Pin it by digest (golang:VERSION@sha256:…) where you can look the digest up.
FROM --platform=$BUILDPLATFORM golang:1.26.8-bookworm AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
COPY internal/dateparser/go.mod internal/dateparser/
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags="-s -w" -o /out/bot ./cmd/bot \
 && go run ./cmd/bot init /out/lede \
 && release/licences > /out/LICENCES \
 && mkdir -m 1777 /out/tmp

FROM scratch
LABEL org.opencontainers.image.title="Lede" org.opencontainers.image.licenses="MIT"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/bot /out/LICENCES /
COPY --from=build /out/tmp /tmp
COPY --from=build --chown=65532:65532 /out/lede /lede
ENV LEDE_METRICS_LISTEN=127.0.0.1:9464
USER 65532:65532
WORKDIR /lede
VOLUME /lede
ENTRYPOINT ["/bot"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD ["/bot", "health"]
