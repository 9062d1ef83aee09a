// swift-tools-version: 6.0
import PackageDescription

/// A thin module map over one of Debian's C libraries, with its shims beside it.
func cLibrary(_ name: String) -> Target {
    .systemLibrary(name: name, path: "Shared/CLibraries/\(name)")
}

/// One target of `Shared/`, and what it may import.
func shared(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: "Shared/\(name)", resources: resources)
}

/// What services, tools and tests are built from. Named in full, though ServiceKit brings them along: what a target imports without
/// depending on it is not compiled again when that changes, and then works with the old layout of its values.
let platform = [
    "ServiceKit", "Outbox", "PostgreSQL", "Messaging", "HTTP", "Outbound", "Contracts", "Configuration", "Observability", "Lifecycle",
    "Concurrency", "Cryptography", "JSONSchema",
]

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .byName(name: $0) } }

/// The two targets every service has: the library with all its code and the fifteen-line executable that runs it.
func service(_ folder: String, _ module: String, extra: [String] = []) -> [Target] {
    [
        .target(
            name: module,
            dependencies: dependencies(platform + extra),
            path: "Services/\(folder)/Service",
            resources: [.embedInCode("Migrations")]
        ),
        .executableTarget(
            name: "pitcrew-\(folder)", dependencies: dependencies([module] + platform), path: "Services/\(folder)/Main"
        ),
    ]
}

/// A test target mirroring the target it proves; `exclude` names folders that are not Swift (peers in Python, say).
func tests(_ name: String, _ names: [String], exclude: [String] = []) -> Target {
    let all = names.contains("TestSupport") ? names + platform.filter { !names.contains($0) } : names
    return .testTarget(name: "\(name)Tests", dependencies: dependencies(all), path: "Tests/\(name)", exclude: exclude)
}

let cLibraries = ["CRabbitMQ", "CPostgreSQL", "CMicroHTTPD", "CZlib", "CCurl", "COpenSSL", "CFido2", "CXGBoost", "CMalloc", "CQREncode"].map(cLibrary)

let sharedTargets: [Target] = [
    shared("Concurrency"),
    .target(name: "Contracts", path: "Shared/Contracts", exclude: ["Golden", "asyncapi.json"]),
    shared("Calendar", ["Contracts"]),
    shared("Configuration"),
    shared("Observability"),
    shared("Lifecycle", ["CMalloc", "Concurrency", "Observability"]),
    shared("Cryptography", ["COpenSSL"]),
    shared("JSONSchema", ["Contracts"]),
    shared("QRCode", ["CQREncode"]),
    shared("WebAuthn", ["CFido2", "Contracts", "Cryptography"]),
    shared("PostgreSQL", ["CPostgreSQL", "Concurrency", "Configuration", "Contracts", "Observability", "Lifecycle"]),
    shared("Messaging", ["CRabbitMQ", "Concurrency", "Configuration", "Observability", "Lifecycle"]),
    shared(
        "HTTP",
        ["CMicroHTTPD", "CZlib", "Concurrency", "Configuration", "Contracts", "Observability", "Lifecycle", "Cryptography",
         "JSONSchema"]
    ),
    shared("Outbound", ["CCurl", "Concurrency", "Configuration", "Contracts", "Observability", "Lifecycle", "Cryptography"]),
    shared(
        "Outbox",
        ["PostgreSQL", "Messaging", "Contracts", "Configuration", "Concurrency", "Observability", "Lifecycle"],
        resources: [.embedInCode("Migrations")]
    ),
    shared(
        "ServiceKit",
        ["Outbox", "PostgreSQL", "Messaging", "HTTP", "Outbound", "Contracts", "Configuration", "Observability", "Lifecycle",
         "Concurrency", "Cryptography", "JSONSchema"],
        resources: [.embedInCode("Migrations")]
    ),
    shared("TestSupport", dependencies(platform)),
]

let serviceTargets: [Target] =
    service("booking", "Booking", extra: ["Scheduling", "Calendar", "QRCode"])
    + service("notifications", "Notifications", extra: ["Calendar"])
    + service("jobcard-prep", "JobcardPrep")
    + service("crm-bridge", "CRMBridge")
    + service("partner-gateway", "PartnerGateway", extra: ["WebAuthn"])
    + service("analytics", "Analytics")
    + service("ml-scoring", "MLScoring", extra: ["GradientBoosting"])
    + [
        .target(name: "Scheduling", dependencies: ["Contracts"], path: "Services/booking/Scheduling"),
        .target(name: "GradientBoosting", dependencies: ["CXGBoost"], path: "Services/ml-scoring/GradientBoosting"),
    ]

let tools: [Target] = [
    // Declares and verifies the broker's topology from the manifest in Contracts.
    .executableTarget(name: "pitcrew-topology", dependencies: dependencies(platform), path: "deploy/rabbitmq/Topology"),
    // Writes JSON Schema and AsyncAPI documents from the contracts.
    .executableTarget(name: "pitcrew-contracts", dependencies: ["Contracts", "JSONSchema"], path: "deploy/contracts"),
    // Our side of the benchmarks; the first argument names one.
    .executableTarget(name: "pitcrew-bench", dependencies: dependencies(platform + ["Scheduling"]), path: "Tests/Benchmarks/Ours"),
]

let testTargets: [Target] = [
    tests("Concurrency", ["Concurrency"]),
    tests("Contracts", ["Contracts", "JSONSchema", "ServiceKit"]),
    tests("Calendar", ["Calendar", "Contracts", "TestSupport"], exclude: ["Peers"]),
    tests("Configuration", ["Configuration"]),
    tests("Observability", ["Observability"]),
    tests("Lifecycle", ["Lifecycle", "Observability"]),
    tests("Cryptography", ["Cryptography", "TestSupport"], exclude: ["Peers"]),
    tests("JSONSchema", ["JSONSchema", "Contracts"]),
    tests("WebAuthn", ["WebAuthn", "TestSupport"], exclude: ["Peers"]),
    tests("QRCode", ["QRCode", "TestSupport"], exclude: ["Peers"]),
    tests("PostgreSQL", ["PostgreSQL", "TestSupport"]),
    tests("Messaging", ["Messaging", "TestSupport"], exclude: ["Peers"]),
    tests("HTTP", ["HTTP", "Outbound", "TestSupport"], exclude: ["Peers"]),
    tests("Outbound", ["Outbound", "HTTP", "TestSupport"], exclude: ["Peers"]),
    tests("Outbox", ["Outbox", "TestSupport"]),
    tests("ServiceKit", ["ServiceKit", "TestSupport"]),
    tests("Scheduling", ["Scheduling", "Contracts"]),
    tests("GradientBoosting", ["GradientBoosting"]),
    tests("Booking", ["Booking", "Calendar", "QRCode", "Scheduling", "TestSupport"], exclude: ["Peers"]),
    tests("Notifications", ["Notifications", "Calendar", "TestSupport"], exclude: ["Peers"]),
    tests("JobcardPrep", ["JobcardPrep", "TestSupport"]),
    tests("CRMBridge", ["CRMBridge", "TestSupport"]),
    tests("PartnerGateway", ["PartnerGateway", "WebAuthn", "TestSupport"], exclude: ["Peers"]),
    tests("Analytics", ["Analytics", "TestSupport"]),
    tests("MLScoring", ["MLScoring", "TestSupport"]),
]

/// The properties of Tests/Fuzz: replayed over the committed corpora by a test, or driven by libFuzzer (deploy/fuzz), whose build needs
/// every module instrumented and nothing else in the package.
let fuzzed = [
    "CRabbitMQ", "Contracts", "HTTP", "Messaging", "Outbox", "Cryptography", "Outbound", "PostgreSQL", "Observability", "Booking",
    "CRMBridge", "PartnerGateway", "Analytics", "Notifications", "WebAuthn",
]
let fuzzFolders = ["Corpus", "README.md", "Sanitizers"]
let fuzzTests: Target =
    tests("Fuzz", fuzzed, exclude: fuzzFolders + ["Driver"])
let fuzzer: Target = .executableTarget(
    name: "pitcrew-fuzz", dependencies: dependencies(fuzzed), path: "Tests/Fuzz", exclude: fuzzFolders + ["Replay"]
)
let isFuzzing = Context.environment["PITCREW_FUZZ"]?.isEmpty == false

let package = Package(
    name: "pitcrew",
    targets: cLibraries + sharedTargets + serviceTargets + (isFuzzing ? [fuzzer] : tools + testTargets + [fuzzTests]),
    swiftLanguageModes: [.v6]
)
