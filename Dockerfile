# A static binary and nothing else; it needs no network and no rights:
#   docker build -t cvpdf .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/work" cvpdf render people/ -o out/
FROM rust:1-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY . .
RUN cargo build --profile dist --locked && mkdir -m 1777 /empty

FROM scratch
COPY --from=build /src/target/dist/cvpdf /cvpdf
COPY --from=build /src/LICENSE-APACHE /src/LICENSE-MIT /
COPY --from=build /empty /tmp
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/cvpdf"]
