# The image of the program: nothing but it, the libraries it loads, and the authorities that the system trusts.
#
# The tag moves with the patches of Swift 6.3 and of Debian 12. For a build that is the same tomorrow, name its digest behind it:
# swift:6.3-bookworm@sha256:…
FROM swift:6.3-bookworm AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
    ca-certificates make libssl-dev zlib1g-dev libyaml-dev
WORKDIR /source
COPY . .
RUN make image-root

FROM scratch
COPY --from=build /source/.build/image/root/ /
LABEL org.opencontainers.image.title="Bailiwick" \
    org.opencontainers.image.description="A proxy for the Kubernetes API that shows every caller exactly the cluster-scoped objects that are theirs." \
    org.opencontainers.image.version="0.1.0" \
    org.opencontainers.image.licenses="Apache-2.0"
USER 65532:65532
EXPOSE 9443 9090
ENTRYPOINT ["/bailiwick"]
