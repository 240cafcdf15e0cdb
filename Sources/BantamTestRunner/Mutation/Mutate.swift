import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSession
import BantamSystem

/// Changes a rule set one piece at a time and looks whether a test notices. The tests are to pass.
///
/// `asOf`, `filter`: as of `runTests`. `most`: of more changes than that some are chosen, always the same.
public func mutate(
  _ rules: Rules, asOf: Int64, zone: ZoneRules, filter: String? = nil, most: Int = 2000, threads: Int = coreCount()
) -> MutationReport {
  let changer = RuleChanger(rules)
  let run = MutationRun(rules.program, changer, asOf: asOf, zone: zone, filter: filter)
  let all = unique(MutantFinder(changer.trees, rules.program).mutants)
  let mutants = sample(all, most)
  let fates = PartSlots<MutationRun.Fate>(count: mutants.count)
  parallel(parts: mutants.count, threads: threads) { fates.set($0, run.fate(of: mutants[$0])) }
  var report = MutationReport(files: rules.files)
  report.sampledFrom = mutants.count < all.count ? all.count : nil
  for (mutant, fate) in zip(mutants, fates.all) {
    switch fate {
    case .invalid: report.invalid += 1
    case .equivalent: report.equivalent += 1
    case .killed:
      report.mutants += 1
      report.killed += 1
    case .survived(let suggestion):
      report.mutants += 1
      report.survivors.append(
        .init(
          mutant: mutant, original: mutant.original(rules.files), changed: mutant.changed(rules.files),
          suggestion: suggestion))
    }
  }
  return report
}

/// Each change once, in the order of the places.
private func unique(_ mutants: [Mutant]) -> [Mutant] {
  var seen: Set<[String]> = []
  let distinct = mutants.filter { mutant in
    seen.insert(mutant.edits.map { "\($0.span.file):\($0.span.start):\($0.span.end):\($0.text)" }).inserted
  }
  func place(_ index: Int) -> (Int, Int, Int) {
    let span = distinct[index].edits.first?.span ?? distinct[index].shown
    return (span.file, span.start, index)
  }
  return distinct.indices.sorted { place($0) < place($1) }.map { distinct[$0] }
}

/// By a hash of their number: neither the first ones nor others from day to day.
private func sample(_ mutants: [Mutant], _ most: Int) -> [Mutant] {
  guard mutants.count > most else { return mutants }
  let chosen = mutants.indices.sorted { stableHash("\($0)".utf8) < stableHash("\($1)".utf8) }.prefix(max(0, most))
  return chosen.sorted().map { mutants[$0] }
}
