import BantamSystem
import BantamWorkload

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is measured, and where.
struct Options {
  var rows = [10_000, 100_000, 1_000_000]
  var isJSON = false
  var hasPeers = false
  /// Whether `check` is measured on generated rule sets, too.
  var hasRules = false
  var runs = 5
  var folder: String

  static let help = """
    usage: bantam-bench [--rows N,N,…] [--all] [--runs N] [--peers] [--rules] [--folder DIR] [--json]

      --rows    numbers of contacts, whole ten thousands   standard: 10000,100000,1000000
      --all     10 thousand, 100 thousand, 1 million and 10 million
      --runs    how often each is measured; the median is shown   standard: 5
      --peers   beside each other: SQLite's own SQL, and the sqlite3 and duckdb command lines where installed
      --rules   also `bantam check` on rule sets of 1, 10, 100 and 1,000 files of a hundred lines
      --folder  where generated databases are kept   standard: the system's folder for temporary files
      --json    as JSON
    """

  init(_ arguments: [String]) throws {
    folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    folder += folder.hasSuffix("/") ? "bantam-bench" : "/bantam-bench"
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--json": isJSON = true
      case "--peers": hasPeers = true
      case "--rules": hasRules = true
      case "--all": rows = [10_000, 100_000, 1_000_000, 10_000_000]
      case "--rows": rows = try Self.value(argument, &rest).split(separator: ",").map { try Self.rows($0) }
      case "--runs": runs = try Self.count(argument, &rest)
      case "--folder": folder = try Self.value(argument, &rest)
      default: throw BenchError("unknown option `\(argument)`; see `bantam-bench --help`")
      }
    }
    try makeDirectory(folder)
  }

  private static func value(_ option: String, _ rest: inout ArraySlice<String>) throws -> String {
    guard let value = rest.popFirst() else { throw BenchError("`\(option)` needs a value") }
    return value
  }

  private static func count(_ option: String, _ rest: inout ArraySlice<String>) throws -> Int {
    let text = try value(option, &rest)
    guard let count = Int(text), (1...1000).contains(count) else {
      throw BenchError("expected 1 to 1000 after `\(option)`, found `\(text)`")
    }
    return count
  }

  private static func rows(_ text: Substring) throws -> Int {
    let digits = text.filter { $0 != "_" }
    guard let count = Int(digits), count > 0, count % ContactGenerator.blockRows == 0, count <= 100_000_000 else {
      throw BenchError("expected whole ten thousands of contacts, found `\(text)`")
    }
    return count
  }
}
