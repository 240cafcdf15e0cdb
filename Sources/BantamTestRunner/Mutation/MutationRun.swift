import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSession
import BantamSystem

/// A rule set whose changes are tried, with the tests that could notice each.
struct MutationRun: Sendable {
  enum Fate: Sendable {
    case invalid, equivalent, killed
    case survived(MutationReport.Suggestion)
  }

  let program: Program
  let changer: RuleChanger
  let asOf: Int64
  let zone: ZoneRules
  /// Indexes of the tests to run.
  private let tests: [Int]
  private let meaning: Meaning?
  /// Per test of `tests` the declarations its expectations rest on.
  private let reached: [Set<Mutant.Target>]

  init(_ program: Program, _ changer: RuleChanger, asOf: Int64, zone: ZoneRules, filter: String?) {
    self.program = program
    self.changer = changer
    self.asOf = asOf
    self.zone = zone
    let spans = Set(selectedTests(program, filter).map(\.span))
    let tests = program.tests.indices.filter { spans.contains(program.tests[$0].span) }
    self.tests = tests
    meaning = Meaning(program, asOf: asOf, zone: zone)
    reached = tests.map { TestRun(program, program.tests[$0], asOf: asOf, zone: zone).reached }
  }

  func fate(of mutant: Mutant) -> Fate {
    guard let changed = changer.program(mutant.edits), changed.tests.count == program.tests.count,
      let other = Meaning(changed, asOf: asOf, zone: zone)
    else { return .invalid }
    if other == meaning { return .equivalent }
    let noticing = noticing(mutant.target)
    for index in noticing {
      let run = TestRun(changed, changed.tests[index], asOf: asOf, zone: zone)
      if run.verdicts()?.contains(false) ?? true { return .killed }
    }
    return .survived(
      KillerSearch(self, changed, mutant, bases: noticing.isEmpty ? tests : noticing).suggestion())
  }

  /// The tests that ask for what is changed; of a list any could.
  private func noticing(_ target: Mutant.Target) -> [Int] {
    if case .list = target { return tests }
    return zip(tests, reached).filter { $1.contains(target) }.map(\.0)
  }
}

extension TestRun {
  /// The declarations that the expectations rest on, themselves or through others.
  var reached: Set<Mutant.Target> {
    let (plan, errors, trace) = makeTracedPlan(program, asOf: asOf, zone: zone, scope: scope)
    if !errors.isEmpty { return [] }
    var found: Set<Mutant.Target> = []
    for root in trace.roots.keys {
      switch root {
      case .segment(let id): found.insert(.segment(program.segments[id].name))
      case .basis(let id): found.insert(.purpose(program.purposes[id].name))
      case .audience, .exclusion, .line, .veto: break
      }
    }
    for score in plan.scores { found.insert(.score(score.name)) }
    for campaign in plan.campaigns { found.insert(.campaign(campaign.name)) }
    return found
  }
}
