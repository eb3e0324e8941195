// swift-tools-version: 6.3
import PackageDescription

/// The settings of every Swift target.
///
/// Warnings are errors; every pointer is named by `unsafe`.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .enableExperimentalFeature("Lifetimes"),
]

/// A room of Sources.
///
/// Its dependencies are the arrows of the design, and only those.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// The tests of a room.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

let package = Package(
  name: "bailiwick",
  products: [.executable(name: "bailiwick", targets: ["bailiwick"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    .target(
      name: "CSystem",
      linkerSettings: [
        .linkedLibrary("ssl"), .linkedLibrary("crypto"), .linkedLibrary("z"),
        .linkedLibrary("yaml"),
      ]),
    .target(name: "CScan"),
    room("Metrics"),
    room("JSON", ["CScan"]),
    room("YAML", ["CSystem", "JSON"]),
    room("Wire", ["CSystem"]),
    room("KubernetesAPI", ["JSON"]),
    room("Kubernetes", ["KubernetesAPI", "Wire", "JSON", "YAML"]),
    room("Ownership", ["KubernetesAPI", "JSON"]),
    room("Decide", ["Ownership", "KubernetesAPI"]),
    // What the program's account needs, and what it must not have.
    room("Rights", ["Decide", "Ownership", "KubernetesAPI", "JSON"]),
    room(
      "Proxy",
      [
        "Decide", "Ownership", "Kubernetes", "KubernetesAPI", "Metrics", "Wire", "JSON", "YAML",
        .product(name: "Logging", package: "swift-log"),
      ]),
    room(
      "Controllers",
      [
        "Ownership", "Kubernetes", "KubernetesAPI", "Metrics", "Wire", "JSON",
        .product(name: "Logging", package: "swift-log"),
      ]),
    // An API server in memory: what the program is tried on, and its tests.
    room("Sandbox", ["KubernetesAPI", "Wire", "JSON", "YAML"]),
    .executableTarget(
      name: "bailiwick",
      dependencies: [
        "Sandbox", "Proxy", "Controllers", "Rights", "Decide", "Ownership", "Kubernetes",
        "KubernetesAPI", "Metrics", "Wire", "YAML", "JSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      // Links to the files of config, which the sandbox loads.
      resources: [.embedInCode("Manifests")], swiftSettings: house),
    .target(name: "CTestSupport", path: "Tests/CSupport"),
    .target(
      name: "TestSupport", dependencies: ["Wire", "CSystem", "CTestSupport"], path: "Tests/Support",
      swiftSettings: house),
    tests("MetricsTests", ["Metrics"]),
    tests("JSONTests", ["JSON", "TestSupport"]),
    tests("YAMLTests", ["YAML", "JSON", "TestSupport"]),
    // CSystem for what no TLS client of ours does: an old version, another handshake.
    tests("WireTests", ["Wire", "CSystem", "TestSupport"]),
    tests("KubernetesAPITests", ["KubernetesAPI", "JSON", "TestSupport"]),
    tests(
      "KubernetesTests", ["Kubernetes", "KubernetesAPI", "JSON", "YAML", "Wire", "TestSupport"]),
    tests("OwnershipTests", ["Ownership", "KubernetesAPI", "JSON", "TestSupport"]),
    tests("RightsTests", ["Rights", "Decide", "Ownership", "KubernetesAPI", "JSON"]),
    tests("DecideTests", ["Decide", "Ownership", "KubernetesAPI", "JSON"]),
    tests(
      "ProxyTests",
      [
        "Proxy", "Decide", "Ownership", "Kubernetes", "KubernetesAPI", "Metrics", "Wire", "JSON",
        "TestSupport", .product(name: "Logging", package: "swift-log"),
      ]),
    tests(
      "ControllersTests",
      [
        "Controllers", "Rights", "Ownership", "Kubernetes", "KubernetesAPI", "Sandbox", "Wire",
        "JSON", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests("SandboxTests", ["Sandbox", "KubernetesAPI", "Wire", "JSON", "YAML", "TestSupport"]),
    // What the end-to-end tests and the benchmarks share: processes, keys, kubeconfigs.
    .target(
      name: "Harness", dependencies: ["TestSupport", "Wire", "JSON"], path: "Tests/Harness",
      swiftSettings: house),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Harness", "TestSupport", "Metrics", "Wire", "JSON"],
      exclude: ["Clients"],
      swiftSettings: house),
    // That the sandbox answers what a real API server answers.
    .testTarget(
      name: "HonestyTests", dependencies: ["bailiwick", "Harness", "Wire", "JSON"],
      exclude: ["Chapters", "Recordings"], swiftSettings: house),
    // The rules of the house: walls, words, linkage, format, and what is said of them.
    tests(
      "HouseTests",
      [
        "Harness", "Metrics", "Rights", "Decide", "Ownership", "KubernetesAPI", "Wire", "YAML",
        "JSON",
      ]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["Harness", "Wire", "JSON", "Ownership", "KubernetesAPI"],
      path: "Tests/Benchmarks", swiftSettings: house),
  ]
)

// Only for `make check-scalar`: the scanner without vectors, and what its tests need.
if Context.environment["BAILIWICK_SCALAR"] != nil {
  let kept = [
    "CScan", "JSON", "JSONTests", "TestSupport", "CTestSupport", "Wire", "CSystem",
  ]
  package.targets.removeAll { !kept.contains($0.name) }
  package.products = []
  package.dependencies = []
  for target in package.targets {
    target.cSettings = [.define("CSCAN_SCALAR")]
    // What the header has inline is compiled with those who import it.
    target.swiftSettings? += [.unsafeFlags(["-Xcc", "-DCSCAN_SCALAR"])]
  }
}

// Only for `make fuzz`: its main function is in the sanitizer, which other builds do not have.
if Context.environment["BAILIWICK_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzers", dependencies: ["Proxy", "KubernetesAPI", "JSON"], path: "Tests/Fuzzers",
      exclude: ["Corpus"], swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]))
}
