import BantamDiagnostics

/// Findings that are known and not to be told again, so that a rule can be taken up before all of the old is put right.
///
/// A baseline is a text file with a line for each finding: its fingerprint, its code, its file. It does not mind that
/// lines move.
public struct Baseline: Sendable {
  private var known: [String: Int] = [:]

  public static let head = "# Findings of bantam check that are known: fingerprint, code, file."
  public static let maximumBytes = 64 << 20

  /// nil: no baseline.
  public init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("# Findings of bantam check") else { return nil }
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      known[String(line), default: 0] += 1
    }
  }

  /// Those findings that the baseline does not know, and how many of its own are there no more.
  public func filter(
    _ diagnostics: [Diagnostic], files: [SourceFile], paths: PathBase
  ) -> (new: [Diagnostic], gone: Int) {
    var open = known
    let lines = Self.lines(diagnostics, files: files, paths: paths)
    let new = zip(diagnostics, lines).filter { _, line in
      guard let count = open[line], count > 0 else { return true }
      open[line] = count - 1
      return false
    }
    return (new.map(\.0), open.values.reduce(0, +))
  }

  /// The baseline of some findings as a file.
  public static func text(_ diagnostics: [Diagnostic], files: [SourceFile], paths: PathBase) -> String {
    ([head] + lines(diagnostics, files: files, paths: paths).sorted()).joined(separator: "\n") + "\n"
  }

  private static func lines(_ diagnostics: [Diagnostic], files: [SourceFile], paths: PathBase) -> [String] {
    var fingerprints = Fingerprints()
    return diagnostics.map { diagnostic in
      let file = diagnostic.span.flatMap { files.indices.contains($0.file) ? files[$0.file].path : nil } ?? "-"
      let path = printable(paths.relative(file) ?? file)
      return "\(fingerprints.next(diagnostic, files: files)) \(diagnostic.code) \(path)"
    }
  }
}
