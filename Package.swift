// swift-tools-version: 6.0
import PackageDescription

// The list of targets reads as the data flow: rule text → tree → program → plan → columns → outcome → database.
// `Sources/README.md` holds the map with its invariants; a test compares both.
let linkStatically: [LinkerSetting] = [
  .unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))
]

// Loops over all contacts write to properties of classes. Checking each access for exclusiveness at run time costs a
// tenth of the loading; debug builds, and so all tests, check.
let hotLoops: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

let package = Package(
  name: "bantam",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Bantam", targets: ["BantamSession"]),
    .executable(name: "bantam", targets: ["bantam"]),
    .executable(name: "bantam-bench", targets: ["bantam-bench"]),
    .executable(name: "bantam-fuzz", targets: ["bantam-fuzz"]),
  ],
  targets: [
    // 0 ground
    .target(name: "BantamDiagnostics"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .target(name: "BantamSystem", dependencies: ["CZlib"], exclude: ["Zones"]),
    .target(name: "BantamTerminal", dependencies: ["BantamSystem"]),
    // 1 text to tree
    .target(name: "BantamSyntax", dependencies: ["BantamDiagnostics"]),
    // 2 tree to meaning
    .target(name: "BantamProgram", dependencies: ["BantamDiagnostics", "BantamSystem"]),
    .target(
      name: "BantamChecker", dependencies: ["BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram"]),
    // 3 meaning to plan
    .target(name: "BantamPlan", dependencies: ["BantamDiagnostics", "BantamSystem", "BantamProgram"]),
    // 4 plan to outcome
    .target(name: "BantamColumns", dependencies: ["BantamSystem"], swiftSettings: hotLoops),
    .target(
      name: "BantamEngine", dependencies: ["BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns"],
      swiftSettings: hotLoops),
    // 5 database
    .target(
      name: "BantamRecords", dependencies: ["BantamSystem", "BantamProgram"], exclude: ["Postcodes"],
      swiftSettings: hotLoops),
    .target(
      name: "BantamStore",
      dependencies: [
        "CSQLite", "BantamSystem", "BantamDiagnostics", "BantamProgram", "BantamPlan", "BantamColumns", "BantamRecords",
      ],
      exclude: ["README.md"], swiftSettings: hotLoops),
    // 6 the lead process
    .target(
      name: "BantamLeads",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns", "BantamEngine",
        "BantamStore",
      ]),
    // 7 the page of truth
    .target(
      name: "BantamSession",
      dependencies: [
        "BantamSystem", "BantamDiagnostics", "BantamSyntax", "BantamProgram", "BantamChecker", "BantamPlan",
        "BantamColumns", "BantamEngine", "BantamRecords", "BantamStore", "BantamLeads",
      ]),
    // 8 tools
    .target(
      name: "BantamTestRunner",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamChecker", "BantamPlan",
        "BantamColumns", "BantamEngine", "BantamStore", "BantamLeads", "BantamSession", "BantamReport", "BantamExplain",
      ]),
    .target(
      name: "BantamReport",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns", "BantamEngine",
        "BantamStore",
        "BantamSession", "BantamLeads",
      ]),
    .target(
      name: "BantamExplain",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns", "BantamEngine",
        "BantamStore", "BantamLeads", "BantamSession", "BantamReport",
      ]),
    .target(
      name: "BantamRepl",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamTerminal", "BantamSyntax", "BantamProgram", "BantamPlan",
        "BantamColumns",
        "BantamEngine", "BantamStore", "BantamSession", "BantamReport", "BantamExplain", "BantamFormatter",
      ]),
    .target(
      name: "BantamDiff",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns", "BantamEngine",
        "BantamStore", "BantamLeads", "BantamSession", "BantamReport",
      ]),
    .target(
      name: "BantamLogic",
      dependencies: ["BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamPlan", "BantamEngine"]),
    .target(
      name: "BantamLinter",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamPlan", "BantamColumns",
        "BantamEngine", "BantamStore", "BantamLeads", "BantamSession", "BantamLogic", "BantamTestRunner",
      ]),
    .target(name: "BantamFormatter", dependencies: ["BantamDiagnostics", "BantamSyntax"]),
    .target(
      name: "BantamDoc", dependencies: ["BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram"]),
    .target(name: "BantamWorkload", dependencies: ["BantamSystem", "BantamStore"]),
    // 9 programs
    .executableTarget(
      name: "bantam",
      dependencies: [
        "BantamSystem", "BantamDiagnostics", "BantamSyntax", "BantamProgram", "BantamChecker", "BantamPlan",
        "BantamSession",
        "BantamLeads",
        "BantamStore",
        "BantamRecords", "BantamReport", "BantamTestRunner", "BantamExplain", "BantamDiff", "BantamDoc", "BantamLinter",
        "BantamFormatter", "BantamRepl", "BantamTerminal",
      ],
      exclude: ["MESSAGES.md"], linkerSettings: linkStatically),
    .executableTarget(
      name: "bantam-bench",
      dependencies: [
        "CSQLite", "BantamSystem", "BantamDiagnostics", "BantamProgram", "BantamColumns", "BantamEngine", "BantamPlan",
        "BantamStore", "BantamSession", "BantamWorkload",
      ],
      exclude: ["README.md"],
      linkerSettings: linkStatically),
    .executableTarget(
      name: "bantam-fuzz",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamFormatter", "BantamProgram", "BantamChecker",
        "BantamLinter",
      ],
      exclude: ["README.md"]),
    // tests
    .testTarget(name: "ArchitectureTests", dependencies: ["BantamSystem"]),
    .testTarget(name: "BantamSystemTests", dependencies: ["SpecSupport", "BantamSystem"]),
    .testTarget(
      name: "BantamTerminalTests",
      dependencies: ["SpecSupport", "TerminalSupport", "BantamTerminal", "BantamSystem"], exclude: ["Specs"]),
    .testTarget(name: "BantamRecordsTests", dependencies: ["BantamRecords", "BantamSystem"]),
    .testTarget(
      name: "BantamStoreTests",
      dependencies: [
        "BantamStore", "BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns", "BantamDiagnostics",
      ]),
    .testTarget(
      name: "BantamSyntaxTests", dependencies: ["BantamSyntax", "BantamDiagnostics"],
      exclude: ["Samples", "Specs", "Trees"]),
    .target(name: "TerminalSupport", dependencies: ["BantamTerminal"], path: "Tests/TerminalSupport"),
    .target(
      name: "SpecSupport",
      dependencies: ["BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamChecker"],
      path: "Tests/SpecSupport"),
    .testTarget(
      name: "BantamCheckerTests",
      dependencies: [
        "SpecSupport", "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamChecker",
        "BantamPlan",
      ],
      exclude: ["Specs"]),
    .testTarget(
      name: "BantamPlanTests",
      dependencies: [
        "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamChecker", "BantamPlan",
        "BantamColumns", "BantamEngine",
      ]),
    .testTarget(
      name: "CriteriaTests",
      dependencies: [
        "SpecSupport", "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamChecker",
        "BantamPlan",
        "BantamTestRunner",
      ],
      exclude: ["Specs"]),
    .testTarget(
      name: "BantamLinterTests",
      dependencies: [
        "SpecSupport", "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamChecker",
        "BantamLogic", "BantamLinter", "BantamSession", "BantamTestRunner",
      ],
      exclude: ["Specs"]),
    .testTarget(
      name: "BantamLogicTests",
      dependencies: [
        "SpecSupport", "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns",
        "BantamEngine", "BantamLogic", "BantamLinter", "BantamTestRunner",
      ]),
    .testTarget(name: "GrammarTests", dependencies: ["SpecSupport", "BantamSyntax", "BantamDiagnostics"]),
    .testTarget(
      name: "BantamFormatterTests",
      dependencies: [
        "SpecSupport", "BantamFormatter", "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram",
        "BantamChecker", "BantamPlan",
      ],
      exclude: ["Specs"]),
    .testTarget(
      name: "BantamTestRunnerTests",
      dependencies: [
        "SpecSupport", "bantam", "BantamTestRunner", "BantamDiagnostics", "BantamSystem", "BantamProgram",
        "BantamSession",
      ],
      exclude: ["Specs"]),
    .testTarget(name: "BantamLeadsTests", dependencies: ["SpecSupport", "BantamLeads", "BantamSystem"]),
    .testTarget(
      name: "BantamDiagnosticsTests", dependencies: ["SpecSupport", "BantamDiagnostics"],
      exclude: ["Golden", "Schema"]),
    .testTarget(name: "BantamReportTests", dependencies: ["BantamReport"]),
    .testTarget(
      name: "ReplTests",
      dependencies: [
        "BantamRepl", "BantamSystem", "BantamDiagnostics", "BantamProgram", "BantamStore", "BantamSession",
        "SpecSupport",
        "TerminalSupport", "bantam",
      ],
      exclude: ["Specs", "Terminal"]),
    .testTarget(
      name: "WorkloadTests",
      dependencies: [
        "BantamWorkload", "BantamSystem", "BantamDiagnostics", "BantamPlan", "BantamColumns", "BantamEngine",
        "BantamStore",
        "BantamSession", "BantamReport", "SpecSupport",
      ]),
    .testTarget(
      name: "DifferentialTests",
      dependencies: [
        "BantamWorkload", "BantamSystem", "BantamDiagnostics", "BantamProgram", "BantamPlan", "BantamColumns",
        "BantamEngine", "BantamStore", "BantamLeads", "BantamSession", "BantamDiff",
      ]),
    .testTarget(
      name: "BantamEngineTests",
      dependencies: [
        "SpecSupport", "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamPlan", "BantamColumns",
        "BantamEngine",
      ]),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "BantamSystem", "BantamDiagnostics", "BantamProgram", "BantamStore", "BantamLeads", "BantamSession",
        "BantamTestRunner",
      ]),
    .testTarget(
      name: "ImportTests",
      dependencies: [
        "bantam", "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamRecords", "BantamStore", "BantamSession",
      ]),
    .testTarget(
      name: "ExplainTests",
      dependencies: [
        "SpecSupport", "bantam", "BantamExplain", "BantamSystem", "BantamDiagnostics", "BantamProgram", "BantamPlan",
        "BantamColumns", "BantamStore", "BantamSession",
      ],
      exclude: ["Specs"]),
    .testTarget(
      name: "BantamDocTests",
      dependencies: [
        "SpecSupport", "BantamDoc", "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram",
        "BantamSession",
      ],
      exclude: ["Specs", "Golden"]),
    .testTarget(name: "WalkthroughTests", dependencies: ["bantam", "BantamSystem"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "SpecSupport", "bantam", "BantamDiagnostics", "BantamLeads", "BantamProgram", "BantamStore", "BantamSystem",
      ]),
    .testTarget(
      name: "MessageTests",
      dependencies: [
        "SpecSupport", "bantam", "BantamDiagnostics", "BantamSystem", "BantamSyntax", "BantamProgram", "BantamChecker",
        "BantamPlan", "BantamRecords", "BantamStore", "BantamLeads", "BantamSession", "BantamTestRunner",
        "BantamLinter",
      ],
      exclude: ["Mistakes"]),
    .testTarget(
      name: "LeadProcessTests",
      dependencies: [
        "SpecSupport", "bantam", "BantamDiagnostics", "BantamSystem", "BantamProgram", "BantamChecker", "BantamStore",
        "BantamLeads", "BantamSession",
      ]),
    .testTarget(
      name: "ErasureTests", dependencies: ["bantam", "BantamSystem", "BantamProgram", "BantamStore", "BantamSession"]),
    .testTarget(name: "FuzzTests", dependencies: ["bantam-fuzz", "BantamSystem"], exclude: ["Inputs"]),
    .testTarget(
      name: "DiffTests", dependencies: ["bantam", "BantamSystem", "BantamSession"], exclude: ["Specs"]),
  ]
)
