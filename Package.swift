// swift-tools-version: 6.3
import PackageDescription

// Warnings stop `make lint` and `make test`, never a user's build with the next toolchain.
let strict = Context.environment["COOPWIRE_STRICT"] == "1"

let base: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
let strictly: [SwiftSetting] = strict ? [.treatAllWarnings(as: .error)] : []

/// Targets that touch C; `unsafe` is their daily bread.
let wrapping = base + strictly
/// Targets in which the word `unsafe` never appears.
let pure = base + [.strictMemorySafety()] + strictly

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")

let package = Package(
  name: "coopwire",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "coopwire", targets: ["coopwire"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(
      url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "Model", dependencies: [crypto], swiftSettings: pure),
    .target(name: "Markup", dependencies: ["CLibXML2"], swiftSettings: wrapping),
    .target(name: "Feeds", dependencies: ["Model", "Markup"], swiftSettings: pure),
    .target(
      name: "Fetching", dependencies: ["Model", "CLibCurl", metrics, lifecycle],
      swiftSettings: wrapping),
    .target(
      name: "Store",
      dependencies: ["Model", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: pure),
    .target(
      name: "Ingest",
      dependencies: ["Model", "Feeds", "Fetching", "Store", crypto, logging, lifecycle],
      swiftSettings: pure),
    .target(
      name: "Publishing",
      dependencies: [
        "Model", "Markup", "CZlib", crypto,
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Templates")],
      swiftSettings: wrapping),
    .target(
      name: "Federation",
      dependencies: [
        "Model", "Markup", "Fetching", "Store", crypto, cryptoExtras, logging, metrics, lifecycle,
      ],
      swiftSettings: pure),
    .target(
      name: "Site",
      dependencies: [
        "Model", "Publishing", "Federation", "Store", hummingbird, logging, lifecycle,
      ],
      swiftSettings: pure),
    .executableTarget(
      name: "coopwire",
      dependencies: [
        "Model", "Feeds", "Fetching", "Store", "Ingest", "Publishing", "Federation", "Site",
        hummingbird, logging, lifecycle,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
      ],
      swiftSettings: pure),

    .executableTarget(
      name: "bench",
      dependencies: [
        "Model", "Feeds", "Store", hummingbird, logging, cryptoExtras,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Bench", swiftSettings: wrapping),

    .target(name: "TestServer", path: "Tests/TestServer", swiftSettings: wrapping),
    .target(name: "ThreadTime", path: "Tests/ThreadTime", swiftSettings: wrapping),
    .target(
      name: "TestDatabase",
      dependencies: ["Model", "Store", .product(name: "GRDB", package: "GRDB.swift")],
      path: "Tests/TestDatabase", swiftSettings: wrapping),

    .testTarget(
      name: "ModelTests", dependencies: ["Model", "ThreadTime"], swiftSettings: wrapping),
    .testTarget(
      name: "MarkupTests", dependencies: ["Markup", "ThreadTime"], swiftSettings: wrapping),
    .testTarget(
      name: "FeedsTests", dependencies: ["Feeds", "Model", "ThreadTime"],
      resources: [.copy("Fixtures")],
      swiftSettings: wrapping),
    .testTarget(
      name: "FetchingTests",
      dependencies: [
        "Fetching", "Model", "TestServer", logging, lifecycle, metrics,
        .product(name: "MetricsTestKit", package: "swift-metrics"),
      ],
      swiftSettings: wrapping),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "TestDatabase", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: wrapping),
    .testTarget(
      name: "IngestTests", dependencies: ["Ingest", "Fetching", "Model", "Store", "TestServer"],
      swiftSettings: wrapping),
    .testTarget(
      name: "PublishingTests", dependencies: ["Publishing", "Model", "Markup"],
      swiftSettings: wrapping),
    .testTarget(
      name: "FederationTests",
      dependencies: [
        "Federation", "Fetching", "Model", "Store", "TestServer", "TestDatabase", crypto,
        cryptoExtras, logging, lifecycle,
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: wrapping),
    .testTarget(
      name: "SiteTests",
      dependencies: [
        "Federation", "Fetching", "Model", "Publishing", "Site", "Store", "TestDatabase",
        hummingbird, logging, lifecycle,
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      swiftSettings: wrapping),
    .testTarget(
      name: "CoopwireTests",
      dependencies: [
        "coopwire", "Feeds", "Ingest", "Model", "Publishing", "Site", "Store", "TestServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      swiftSettings: wrapping),
  ],
  swiftLanguageModes: [.v6]
)
