import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem
import Synchronization

/// Which rules are asked, beside what the rule set's own settings say.
public struct LintOptions: Sendable {
  /// Codes, or beginnings of codes such as `BT12`; nil: all.
  public var select: [String]?
  public var ignore: [String] = []
  /// The instant of contacts that are made as examples, milliseconds since 1970-01-01T00:00:00Z.
  public var asOf: Int64
  /// What a database holds, for rules that compare with it.
  public var facts: ContactFacts?

  public init(asOf: Int64) { self.asOf = asOf }
}

/// What the linter finds in a rule set, in the order of the rules' codes.
///
/// - Parameter program: checked, without errors; what belongs to errors is not linted.
public func lint(_ program: Program, _ trees: [SyntaxTree], _ options: LintOptions) -> [Diagnostic] {
  guard let zone = ZoneRules(name: program.settings.zone) else { return [] }
  let levels = LintLevels(program.settings, options)
  let rules = allLintRules.filter { levels.severity(of: $0.manual) != nil }
  let found = PartSlots<[Diagnostic]>(count: rules.count)
  let next = Atomic<Int>(0)
  parallel(parts: program.files.count < fewFiles ? 1 : min(coreCount(), rules.count)) { _ in
    // A context of its own for each thread: what it works out is kept in it.
    let context = LintContext(program, trees, zone: zone, asOf: options.asOf, facts: options.facts)
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < rules.count, let severity = levels.severity(of: rules[index].manual) else { return }
      var findings = LintFindings(rules[index].manual, severity)
      rules[index].check(context, &findings)
      found.set(index, context.examples.shown(in: findings.diagnostics))
    }
  }
  var suppressions = Suppressions(trees)
  let remaining = suppressions.remaining(found.all.flatMap { $0 })
  return remaining + suppressions.unused(asked: Set(rules.map { $0.manual.code }), levels)
    + unknownCodes(program, levels)
}

/// Codes behind `lint` in the settings that no rule has.
private func unknownCodes(_ program: Program, _ levels: LintLevels) -> [Diagnostic] {
  guard let severity = levels.severity(of: Suppressions.manual) else { return [] }
  let known = lintExplanations.map(\.code)
  var findings = LintFindings(Suppressions.manual, severity)
  for setting in program.settings.lintLevels where !known.contains(setting.code) {
    let nearest = known.first { $0 == setting.code.uppercased() } ?? nearestName(to: setting.code, in: known)
    findings.report(
      "there is no lint rule `\(setting.code)`", at: setting.codeSpan,
      help: nearest.map { "did you mean `\($0)`?" } ?? "`bantam help lint` lists the codes",
      fixes: nearest.map { [Fix("write `\($0)`", [Edit(setting.codeSpan, $0)], isSafe: false)] } ?? [])
  }
  return findings.diagnostics
}

/// Fewer files are not worth a second thread.
private let fewFiles = 20

/// The manual of every lint rule, as pages of `help`.
public let lintExplanations: [Explanation] =
  (allLintRules.map { $0.manual } + [unusedAllowanceManual]).map(\.explanation)

/// The page `lint` of the help: all rules with their codes.
public let lintIndex: String = {
  let manuals = [unusedAllowanceManual] + allLintRules.map { $0.manual }
  let lines = manuals.map { "  \($0.code)  \($0.explanation.title)\($0.severity == .error ? " (error)" : "")\n" }
  return """
    What `bantam check` looks for in rules without errors. `bantam help CODE` explains a rule with a wrong and a right
    example.

    \(lines.joined())
    In the settings, `lint CODE off`, `lint CODE warning` or `lint CODE error` set how much a rule matters. A comment
    `# allow CODE` allows a finding: at the end of a line for that line, on a line of its own for what stands below it.

    """
}()

/// The manual of what is found about allowances.
public let unusedAllowanceManual = Suppressions.manual

/// How much each finding matters in a rule set.
struct LintLevels {
  private let settings: [String: LintLevel]
  private let options: LintOptions

  init(_ settings: Settings, _ options: LintOptions) {
    self.settings = Dictionary(settings.lintLevels.map { ($0.code, $0.level) }, uniquingKeysWith: { first, _ in first })
    self.options = options
  }

  /// nil: not to be looked for.
  func severity(of manual: LintManual) -> Severity? {
    func isNamed(_ codes: [String]) -> Bool { codes.contains { manual.code.hasPrefix($0) } }
    if isNamed(options.ignore) { return nil }
    if let select = options.select, !isNamed(select) { return nil }
    switch settings[manual.code] {
    case .off?: return options.select == nil ? nil : manual.severity
    case .warning?: return .warning
    case .error?: return .error
    case nil: return manual.severity
    }
  }
}
