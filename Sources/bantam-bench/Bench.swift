import BantamSystem
import BantamWorkload

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measures each size in turn: the generated database is made once and kept, every piece of work is a process of its own.
struct Bench {
  private let options: Options
  private let bench: String
  private let bantam: String
  private var output: String { options.folder + "/output" }
  private var work: String { options.folder + "/work.db" }
  private var rules: String { options.folder + "/workload.bant" }
  private var importRules: String { options.folder + "/imported.bant" }

  init(_ options: Options) throws {
    self.options = options
    let path = ownPath()
    bench = path
    bantam = (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + "bantam"
    guard fileExists(bantam) else {
      throw BenchError("there is no `\(bantam)`; build both with `swift build -c release`")
    }
    try writeFile(path: rules, bytes: workloadRules.utf8)
    try writeFile(path: importRules, bytes: importedWorkloadRules.utf8)
  }

  func run() throws -> [Result] {
    var results = options.hasRules ? try checks() : []
    for rows in options.rows.sorted() {
      let database = options.folder + "/contacts-\(rows).db"
      if !fileExists(database) {
        note("generating \(rows) contacts")
        _ = try child(["task", "generate", database + ".new", String(rows)])
        guard rename(database + ".new", database) == 0 else { throw BenchError("cannot rename `\(database).new`") }
      }
      let measured = try measure(rows, database)
      let previous = results.last?.rows
      for var result in measured {
        let smaller = results.first { $0.rows == previous && $0.work == result.work }
        result.growth = smaller.map { result.measured.wallSeconds / max($0.measured.wallSeconds, 1e-9) }
        results.append(result)
      }
    }
    for path in [output, output + "-messages", work, work + "-columns", rules, importRules] { try? removeFile(path) }
    return results
  }

  /// `bantam check` with all lint rules, on rule sets of so many files.
  private func checks() throws -> [Result] {
    var results: [Result] = []
    for files in [1, 10, 100, 1_000] {
      let folder = options.folder + "/rules-\(files)"
      if !fileExists(folder + "/settings.bant") { _ = try child(["task", "generate-rules", folder, String(files)]) }
      note("checking \(files) rule files")
      let measured = try repeated {
        try measureChild([bantam, "check", folder, "--format", "line"], output: output)
      }
      var result = Result(rows: files, work: "check and lint, rule files", measured: measured, unit: .contacts)
      result.growth = results.last.map { measured.wallSeconds / max($0.measured.wallSeconds, 1e-9) }
      results.append(result)
    }
    return results
  }

  private func measure(_ rows: Int, _ database: String) throws -> [Result] {
    note("measuring \(rows) contacts")
    try warm(database)
    let loop = try repeated { try child(["task", "loop", database, "1"]) }
    var results = [Result(rows: rows, work: "bare loop, 1 thread", measured: loop, unit: .contacts)]
    func add(_ work: String, _ measured: Measured, _ unit: Result.Unit = .contacts) {
      results.append(Result(rows: rows, work: work, measured: measured, unit: unit))
    }
    if coreCount() > 1 {
      add(
        "bare loop, \(coreCount()) threads",
        try repeated { try child(["task", "loop", database, String(coreCount())]) })
    }
    if options.hasPeers { for (work, measured) in try peers(rows, database) { add(work, measured) } }
    add("import from CSV", try importing(rows))
    add("first run", try repeated { try onCopy(database) { try runBantam() } })
    // The last copy has the leads of the first run.
    add("run, nothing changed", try repeated { try runBantam() })
    add(
      "result as CSV, no copy by column yet",
      try repeated {
        try removeFile(work + "-columns")
        return try runBantam(["--dry-run", "--csv"])
      })
    add("result as CSV", try repeated { try runBantam(["--dry-run", "--csv"]) })
    var round = 0
    add(
      "run, 1 % changed",
      try repeated {
        round += 1
        // From a copy of the state before; later changes would add up.
        try removeFile(work + "-columns")
        _ = try runBantam(["--dry-run"])
        _ = try child(["task", "change", work, String(round)])
        return try runBantam()
      })
    results += try evaluations(rows, database)
    if rows <= Self.mostScored { add("score JSON lines, 1 thread", try scoring(rows)) }
    for index in results.indices where results[index].unit == .contacts {
      results[index].ratio = results[index].measured.wallSeconds / max(loop.wallSeconds, 1e-9)
    }
    return results
  }

  private func evaluations(_ rows: Int, _ database: String) throws -> [Result] {
    let process = try child(["task", "evaluate", database, String(options.runs)])
    let text = String(decoding: try readFile(path: output, maximumBytes: 1 << 20), as: UTF8.self)
    var found: [(name: String, runs: [Measured])] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, let wall = Double(words[1]), let cpu = Double(words[2]) else { continue }
      let one = Measured(wallSeconds: wall, cpuSeconds: cpu, peakBytes: process.peakBytes)
      if let index = found.firstIndex(where: { $0.name == words[0] }) {
        found[index].runs.append(one)
      } else {
        found.append((String(words[0]), [one]))
      }
    }
    let titles = [
      "load": "load columns from the tables", "load-copy": "load columns from the copy",
      "evaluate": "evaluation alone, 1 thread",
      "evaluate-cores": "evaluation alone, \(coreCount()) threads",
      "evaluate-intervals": "… with intervals, 1 thread", "criterion-numbers": "new criterion: numbers",
      "criterion-text": "new criterion: text", "criterion-radius": "new criterion: radius",
      "call-1000": "library call, 1,000 contacts", "call-1": "library call, one contact",
    ]
    return found.map { name, runs in
      Result(
        rows: rows, work: titles[name] ?? name, measured: runs.median,
        unit: EvaluationTask.unit(of: name))
    }
  }

  private func csv(_ rows: Int) throws -> String {
    let file = options.folder + "/contacts-\(rows).csv"
    if !fileExists(file) { _ = try child(["task", "generate-csv", file, String(rows)]) }
    return file
  }

  /// Once, as it takes by far the longest.
  private func importing(_ rows: Int) throws -> Measured {
    let file = try csv(rows)
    for path in [work, work + "-columns"] { try removeFile(path) }
    return try measureChild([bantam, "import", file, "--rules", importRules, "--db", work], output: output)
  }

  /// Contacts scored as JSON lines: more take only longer.
  private static let mostScored = 100_000

  private func scoring(_ rows: Int) throws -> Measured {
    let file = options.folder + "/contacts-\(rows).jsonl"
    if !fileExists(file) { _ = try child(["task", "generate-json", file, String(rows)]) }
    return try repeated {
      try measureChild([bantam, "score", rules, "--input", file, "--threads", "1"], output: output)
    }
  }

  // MARK: Peers

  /// The same work by SQLite alone, and by the command lines of SQLite and DuckDB where they are installed.
  private func peers(_ rows: Int, _ database: String) throws -> [(String, Measured)] {
    var results = [("SQLite's own SQL", try repeated { try onCopy(database) { try child(["task", "sql", work]) } })]
    if let shell = installedProgram("sqlite3") {
      let file = try csv(rows)
      let columns = try head(of: file).replacing("id,", with: "id INTEGER PRIMARY KEY,", maxReplacements: 1)
      for path in [work, work + "-columns"] { try removeFile(path) }
      let commands = [".mode csv", "CREATE TABLE contact(\(columns))"].flatMap { ["-cmd", $0] }
      let measured = try measureChild(
        [shell] + commands + [work, ".import --skip 1 '\(file)' contact"], output: output)
      results.append(("sqlite3 .import of the same CSV", measured))
    }
    if let shell = installedProgram("duckdb") {
      let (own, leads) = (options.folder + "/contacts-\(rows).duckdb", options.folder + "/leads.csv")
      if !fileExists(own) {
        let made = "CREATE TABLE contact AS SELECT * FROM read_csv('\(try csv(rows))', sample_size = -1)"
        _ = try measureChild([shell, own, "-c", made], output: output)
      }
      let sql = WorkloadSQL.duckDB(output: leads)
      results.append(
        ("DuckDB, its own file", try repeated { try measureChild([shell, own, "-c", sql], output: output) }))
      try removeFile(leads)
    }
    return results
  }

  /// The first line.
  private func head(of file: String) throws -> String {
    let reader = try ByteReader(path: file)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = try bytes.withUnsafeMutableBytes { try reader.read(into: $0) }
    return String(decoding: bytes[..<count].prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  // MARK: Processes

  private func runBantam(_ options: [String] = []) throws -> Measured {
    try measureChild([bantam, "run", rules, "--db", work] + options, output: output)
  }

  private func child(_ arguments: [String]) throws -> Measured { try measureChild([bench] + arguments, output: output) }

  private func repeated(_ body: () throws -> Measured) throws -> Measured {
    var runs: [Measured] = []
    for _ in 0..<options.runs { runs.append(try body()) }
    return runs.median
  }

  private func onCopy(_ database: String, _ body: () throws -> Measured) throws -> Measured {
    try removeFile(work + "-columns")
    try copyFile(database, to: work)
    return try body()
  }

  /// All are measured with the file in the system's cache.
  private func warm(_ database: String) throws { _ = try child(["task", "loop", database, "1"]) }
}
