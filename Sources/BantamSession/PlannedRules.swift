import BantamDiagnostics
import BantamPlan
import BantamSystem

/// Rules and their plan at an instant, without any contacts.
public struct PlannedRules: Sendable {
  public let rules: Rules
  public let plan: Plan
  public let zone: ZoneRules

  /// - Parameters:
  ///   - path: a rule file or a folder of them.
  ///   - asOf: the instant as written; nil: the rules' own, else now.
  public init(under path: String, asOf: String?) throws(RunFailure) {
    let files = try failing { () throws(SystemError) in try readRules(under: path) }
    try self.init(checkRules(files), asOf: asOf)
  }

  /// The same with rules at hand.
  public init(_ rules: Rules, asOf: String?) throws(RunFailure) {
    if rules.hasErrors { throw .rules(rules) }
    let (zone, instant) = try clock(of: rules.program, asOf: asOf, now: Clock.now())
    let (plan, errors) = makePlan(rules.program, asOf: instant, zone: zone)
    if !errors.isEmpty { throw .rules(rules.adding(errors.map(\.diagnostic))) }
    (self.rules, self.plan, self.zone) = (rules, plan, zone)
  }
}
