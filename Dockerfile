# One static binary on an empty image, as a user without rights. Build: docker build -t isnad .
# Run: docker run --rm -p 127.0.0.1:8080:8080 -v isnad:/data isnad
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=devel
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -buildid= -X main.release=${VERSION}" -o /out/isnad ./cmd/isnad \
 && mkdir /out/data && chmod 700 /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /out/isnad /isnad
COPY LICENSE NOTICE /
USER 65532:65532
ENV ISNAD_DATA=/data
VOLUME /data
EXPOSE 8080
# Reached from outside the container, so it wants an account first: docker run -it … isnad account add NAME --role admin
ENTRYPOINT ["/isnad"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
