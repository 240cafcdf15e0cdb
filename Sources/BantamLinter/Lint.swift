import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

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
  let context = LintContext(program, trees, zone: zone, asOf: options.asOf, facts: options.facts)
  let levels = LintLevels(program.settings, options)
  var found: [Diagnostic] = []
  var asked: Set<String> = []
  for rule in allLintRules {
    guard let severity = levels.severity(of: rule.manual) else { continue }
    var findings = LintFindings(rule.manual, severity)
    rule.check(context, &findings)
    found += findings.diagnostics
    asked.insert(rule.manual.code)
  }
  found = context.examples.shown(in: found)
  var suppressions = Suppressions(trees)
  found = suppressions.remaining(found)
  return found + suppressions.unused(asked: asked, levels)
}

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
