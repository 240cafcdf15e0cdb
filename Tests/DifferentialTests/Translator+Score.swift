import BantamProgram

/// A score as one row per contact: `id`, `total`, `veto`, then the points of each discipline.
extension Translator {
  /// Points are in thousandths. `total` is the sum of weight · points · 200 / full marks, so that it is whole.
  func rows(of score: Score) -> String {
    let row = Row(alias: "c")
    let points = score.disciplines.map { discipline($0, row) }
    let names = score.disciplines.indices.map { "p\($0)" }
    let total = zip(score.disciplines, names)
      .map { "\($0.weight * 200 / ($0.sumTo ?? 100)) * \($1)" }.joined(separator: " + ")
    let vetoes = score.vetoes.enumerated().map { "WHEN \(condition($1.condition, row)) THEN \($0 + 1)" }
    let veto = vetoes.isEmpty ? "0" : "CASE \(vetoes.joined(separator: " ")) ELSE 0 END"
    return """
      SELECT id, \(total), veto, \(names.joined(separator: ", ")) FROM (
        SELECT c.id, \(veto) AS veto, \(zip(points, names).map { "\($0) AS \($1)" }.joined(separator: ", "))
        FROM contact c) ORDER BY id
      """
  }

  private func discipline(_ discipline: Discipline, _ row: Row) -> String {
    let lines = discipline.lines.map { line($0, row) }
    if let most = discipline.sumTo {
      let sum = lines.map { "CASE WHEN \($0.condition) THEN \($0.points) ELSE 0 END" }.joined(separator: " + ")
      return "max(0, min(\(most * 1000), \(sum)))"
    }
    return "CASE \(lines.map { "WHEN \($0.condition) THEN \($0.points)" }.joined(separator: " ")) ELSE 0 END"
  }

  private func line(_ line: PointLine, _ row: Row) -> (condition: String, points: String) {
    switch line.rule {
    case .otherwise: return ("1", "\(line.points * 1000)")
    case .when(let condition):
      let holds = self.condition(condition, row)
      guard let days = line.halvingDays, case .did(let filter, _) = condition.kind else {
        return (holds, "\(line.points * 1000)")
      }
      let latest = "max(\(epoch(row.below("a").column("at"))))"
      return (holds, "(SELECT \(aged(line.points, days, latest)) FROM \(scan(filter, row)))")
    case .per(let filter, let most):
      let each =
        line.halvingDays.map { aged(line.points, $0, epoch(row.below("a").column("at"))) } ?? "\(line.points * 1000)"
      let sum = "coalesce((SELECT sum(\(each)) FROM \(scan(filter, row))), 0)"
      return ("1", most.map { "max(-\($0 * 1000), min(\($0 * 1000), \(sum)))" } ?? sum)
    }
  }

  private func epoch(_ cell: String) -> String { "CAST(strftime('%s', \(cell)) AS INTEGER)" }

  /// Thousandths of points so many days after an activity: halved each `halving` days, in a straight line between,
  /// rounded half up.
  private func aged(_ points: Int, _ halving: Int, _ epoch: String) -> String {
    let days = "(max(0, \(self.epoch(Self.asOf)) - \(epoch)) / 86400)"
    let halvings = "min(\(days) / \(halving), 40)"
    let dividend = "(\(abs(points) * 1000) * (\(2 * halving) - \(days) % \(halving)))"
    let divisor = "(\(2 * halving) << \(halvings))"
    return "(\(points < 0 ? -1 : 1) * ((2 * \(dividend) + \(divisor)) / (2 * \(divisor))))"
  }
}
