// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "rewind",
  products: [
    .library(name: "Rewind", targets: ["Rewind"]),
    .library(name: "RewindSQLite", targets: ["RewindSQLite"]),
    .library(name: "RewindScripts", targets: ["RewindScripts"]),
    .library(name: "ExplorerRuntime", targets: ["ExplorerRuntime"]),
    .executable(name: "rewind", targets: ["RewindCLI"]),
    .executable(name: "rewind-bench", targets: ["RewindBenchmarks"]),
  ],
  targets: [
    // The system: files, locks, threads, clocks; nothing of it is seen outside the package.
    .target(name: "Platform", swiftSettings: settings),

    // The core: no terminal, no database, no script engine.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .target(
      name: "Rewind", dependencies: ["Platform", "CZlib", "CZstd"], swiftSettings: settings),

    // Read models in SQLite.
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .target(
      name: "RewindSQLite", dependencies: ["Platform", "Rewind", "CSQLite"],
      swiftSettings: settings),

    // Folds in JavaScript and as programs, each in a process of its own.
    .target(name: "CSandbox"),
    .target(
      name: "RewindScripts", dependencies: ["Platform", "Rewind", "CSandbox"],
      resources: [.embedInCode("Prelude")], swiftSettings: settings),

    // Bank, orders and users, written on the library as its users would.
    .target(
      name: "SampleDomain", dependencies: ["Rewind", "RewindSQLite"],
      resources: [.embedInCode("Scripts/Aggregates"), .embedInCode("Scripts/Projections")],
      swiftSettings: settings),

    // The explorer: pure functions of model and message, drawn on a canvas.
    .target(name: "TextUI", swiftSettings: settings),
    .target(name: "Explorer", dependencies: ["Rewind", "TextUI"], swiftSettings: settings),

    // The only code that touches the terminal.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTerminal"),
    .target(
      name: "Curses", dependencies: ["TextUI", "CNcurses", "CTerminal"], swiftSettings: settings),

    // The explorer at work: what answers its questions and does what it wants done.
    .target(
      name: "ExplorerRuntime",
      dependencies: [
        "Platform", "Rewind", "RewindSQLite", "RewindScripts", "TextUI", "Explorer", "Curses",
      ],
      swiftSettings: settings),

    // The programs.
    .executableTarget(
      name: "RewindCLI",
      dependencies: [
        "Platform", "Rewind", "RewindSQLite", "RewindScripts", "TextUI", "Explorer",
        "ExplorerRuntime", "SampleDomain",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "RewindBenchmarks",
      dependencies: [
        "Platform", "Rewind", "RewindSQLite", "RewindScripts", "CSQLite", "TextUI", "Explorer",
        "SampleDomain",
      ],
      exclude: ["instructions.json"], swiftSettings: settings),

    // What the tests share: golden screens, diffs, a terminal that reads the screen back.
    .systemLibrary(
      name: "CVTerm", path: "Tests/CVTerm", providers: [.apt(["libvterm-dev"])]),
    .target(name: "CThreadSanitizer", path: "Tests/CThreadSanitizer"),
    .target(
      name: "TestSupport", dependencies: ["Rewind", "TextUI", "CVTerm", "CThreadSanitizer"],
      path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "PlatformTests", dependencies: ["Platform"], swiftSettings: settings),
    .testTarget(
      name: "RewindTests", dependencies: ["Platform", "Rewind", "TestSupport"],
      exclude: ["Log/ForeignLogs"], swiftSettings: settings),
    .testTarget(
      name: "RewindSQLiteTests", dependencies: ["Rewind", "RewindSQLite", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "RewindScriptsTests",
      dependencies: [
        "Platform", "Rewind", "RewindScripts", "SampleDomain", "RewindCLI", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "SampleDomainTests",
      dependencies: ["Rewind", "RewindSQLite", "SampleDomain", "TestSupport"],
      swiftSettings: settings),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Platform", "TextUI", "Curses"],
      path: "Tests/TerminalProbe", swiftSettings: settings),
    .testTarget(
      name: "TextUITests", dependencies: ["TextUI", "TestSupport", "TerminalProbe"],
      exclude: ["Screens"], swiftSettings: settings),
    .testTarget(
      name: "ExplorerTests",
      dependencies: ["Rewind", "TextUI", "Explorer", "ExplorerRuntime", "TestSupport"],
      exclude: ["Screens"], swiftSettings: settings),
    .executableTarget(
      name: "ExplorerGuide", dependencies: ["Rewind", "ExplorerRuntime"],
      path: "Tests/ExplorerGuide", swiftSettings: settings),
    .testTarget(
      name: "ExplorerRuntimeTests",
      dependencies: [
        "Platform", "Rewind", "RewindSQLite", "RewindScripts", "TextUI", "Explorer",
        "ExplorerRuntime", "ExplorerGuide", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RewindCLITests",
      dependencies: [
        "Platform", "Rewind", "RewindSQLite", "SampleDomain", "TextUI", "Explorer",
        "ExplorerRuntime", "RewindCLI", "RewindBenchmarks", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
