import BantamDiagnostics
import BantamLinter
import BantamPlan
import BantamSession
import BantamSystem

/// Rule sets with everything that is wrong with them.
struct CheckedRules {
  var diagnostics: [Diagnostic]
  /// Of all sets; spans index them.
  var files: [SourceFile]
  var setCount: Int
}

/// Checks and lints rule files, and applies fixes.
struct RuleChecker {
  private let path: String
  private let isOneSet: Bool
  private let database: String?
  private let select: [String]?
  private let ignore: [String]
  private let now = Clock.now()
  /// Fixes may make others possible; more rounds than that would be a circle.
  private static let mostRounds = 10

  init(_ invocation: Invocation) {
    path = invocation.rulesPath
    isOneSet = invocation.arguments.count > 1 || invocation.readsInput
    database = invocation.value("db")
    func codes(_ name: String) -> [String] {
      invocation.values(name).flatMap { $0.split(separator: ",").map { $0.uppercased() } }
    }
    select = invocation.has("select") ? codes("select") : nil
    ignore = codes("ignore")
  }

  func check(_ files: [SourceFile]) throws -> CheckedRules {
    for code in (select ?? []) + ignore where !Self.isKnown(code) { throw UsageError.unknownLintCode(code) }
    var sets = (isOneSet ? [files] : ruleSets(files, under: path)).map(checkRules)
    for index in sets.indices where !sets[index].hasErrors { try add(to: &sets[index]) }
    let (diagnostics, files) = merged(sets)
    return CheckedRules(diagnostics: diagnostics, files: files, setCount: sets.count)
  }

  /// Whether it is the code of a lint rule, or the beginning of one.
  static func isKnown(_ code: String) -> Bool {
    code.hasPrefix("BT") && lintExplanations.contains { $0.code.hasPrefix(code) }
  }

  /// What the database and the lint rules say of rules that are no error.
  private func add(to rules: inout Rules) throws {
    let asOf = rules.program.settings.asOf.flatMap { moment in
      ZoneRules(name: rules.program.settings.zone).map { RunClock(asOf: now, zone: $0).instant(of: moment) }
    }
    var options = LintOptions(asOf: asOf ?? now)
    options.select = select
    options.ignore = ignore
    if let database {
      do throws(RunFailure) {
        try checkAgainst(database: database, rules)
        options.facts = try ContactFacts(database: database, rules, asOf: options.asOf)
      } catch {
        guard error.isAboutRules else { throw error }
        rules.diagnostics += error.diagnostics
      }
    }
    rules.diagnostics += lint(rules.program, rules.trees, options)
  }

  // MARK: Fixing

  struct Fixed {
    var files: [SourceFile]
    var checked: CheckedRules
    /// How many were applied.
    var count = 0
  }

  /// The files with all fixes applied that can be, and what remains to be said of them.
  ///
  /// What would bring an error where there was none is not applied.
  func fixing(_ files: [SourceFile], _ checked: CheckedRules, isUnsafe: Bool) throws -> Fixed {
    var fixed = Fixed(files: files, checked: checked)
    func fixes(_ diagnostics: [Diagnostic]) -> [Fix] {
      diagnostics.compactMap { $0.fixes.first { isUnsafe || $0.isSafe } }
    }
    for _ in 0..<Self.mostRounds {
      if let next = try applied(fixes(fixed.checked.diagnostics), to: fixed) {
        fixed = next
        continue
      }
      // One of them does harm: all of its kind are left out.
      let before = fixed.count
      for code in Set(fixed.checked.diagnostics.map(\.code)).sorted() {
        fixed = try applied(fixes(fixed.checked.diagnostics.filter { $0.code == code }), to: fixed) ?? fixed
      }
      if fixed.count == before { break }
    }
    return fixed
  }

  /// nil: there is nothing to apply, or it would bring an error.
  private func applied(_ fixes: [Fix], to old: Fixed) throws -> Fixed? {
    let (edits, count) = compatibleEdits(fixes)
    guard count > 0 else { return nil }
    let byFile = Dictionary(grouping: edits) { $0.span.file }
    // The files of several sets stand in another order than they were read in.
    var texts: [String: [UInt8]] = [:]
    for (index, edits) in byFile {
      let file = old.checked.files[index]
      texts[file.path] = applying(edits, to: file.bytes)
    }
    let next = old.files.map { file in texts[file.path].map { SourceFile(path: file.path, bytes: $0) } ?? file }
    let rechecked = try check(next)
    if errorCount(rechecked) > errorCount(old.checked) { return nil }
    return Fixed(files: next, checked: rechecked, count: old.count + count)
  }

  private func errorCount(_ checked: CheckedRules) -> Int { checked.diagnostics.count { $0.severity == .error } }
}
