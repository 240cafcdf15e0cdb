import BantamPlan
import BantamProgram
import BantamSystem

/// Which value of one column brings arithmetic to a number, the other columns as they are; roughly, as each is tried.
struct NumberSolver {
  struct Solution {
    var column: ColumnID
    var row: Int
    /// In the column's unit.
    var value: Int64
    /// To the next value that people would write.
    var step: Int64
  }

  private let facts: Facts

  init(_ facts: Facts) { self.facts = facts }

  /// Ten-thousandths; nil where a value is missing.
  func value(_ expression: ExpressionID, _ row: Int) -> Int64? {
    switch facts.plan.expressions[expression] {
    case .constant(let value): return value
    case .column(let column): return number(column, row)
    case .companyColumn(let column): return facts.company(of: row).flatMap { number(column, $0) }
    case .elapsed: return nil
    case .binary(let operation, let left, let right):
      guard let first = value(left, row), let second = value(right, row) else { return nil }
      return result(operation, Double(first), Double(second))
    }
  }

  /// `target` in ten-thousandths.
  func solutions(_ expression: ExpressionID, _ target: Int64, _ row: Int) -> [Solution] {
    switch facts.plan.expressions[expression] {
    case .constant: return []
    case .column(let column): return [solution(column, row, target)]
    case .companyColumn(let column): return facts.company(of: row).map { [solution(column, $0, target)] } ?? []
    case .elapsed(let unit, let column): return [elapsed(unit, column, row, target)]
    case .binary(let operation, let left, let right):
      var found: [Solution] = []
      if let other = value(right, row), let wanted = leftSide(operation, target, other) {
        found += solutions(left, wanted, row)
      }
      if let other = value(left, row), let wanted = rightSide(operation, target, other) {
        found += solutions(right, wanted, row)
      }
      return found
    }
  }

  private func number(_ column: ColumnID, _ row: Int) -> Int64? {
    guard let value = facts.contact.contacts.columns[column].integer(at: row) else { return nil }
    if facts.plan.columns[column].storage == .tenThousandths { return value }
    let product = value.multipliedReportingOverflow(by: Number.scale)
    return product.overflow ? nil : product.partialValue
  }

  private func solution(_ column: ColumnID, _ row: Int, _ target: Int64) -> Solution {
    let isFine = facts.plan.columns[column].storage == .tenThousandths
    return Solution(
      column: column, row: row, value: isFine ? target : floorDivide(target, Number.scale),
      step: isFine ? Number.scale : 1)
  }

  private func elapsed(_ unit: CalendarUnit, _ column: ColumnID, _ row: Int, _ target: Int64) -> Solution {
    let count = Int(max(-4_000, min(4_000, target / Number.scale)))
    let today = CivilDate(dayNumber: facts.plan.today)
    let day: Int
    switch unit {
    case .day: day = facts.plan.today - count
    case .week: day = facts.plan.today - 7 * count
    case .month: day = today.adding(months: -count).dayNumber
    case .quarter: day = today.adding(months: -3 * count).dayNumber
    case .year, .fiscalYear: day = today.adding(years: -count).dayNumber
    }
    return Solution(column: column, row: row, value: Int64(day), step: 1)
  }

  private func result(_ operation: Arithmetic, _ left: Double, _ right: Double) -> Int64? {
    switch operation {
    case .add: whole(left + right)
    case .subtract: whole(left - right)
    case .multiply: whole(left * right / 10_000)
    case .divide: right == 0 ? nil : whole(left * 10_000 / right)
    }
  }

  private func leftSide(_ operation: Arithmetic, _ target: Int64, _ right: Int64) -> Int64? {
    switch operation {
    case .add: result(.subtract, Double(target), Double(right))
    case .subtract: result(.add, Double(target), Double(right))
    case .multiply: result(.divide, Double(target), Double(right))
    case .divide: result(.multiply, Double(target), Double(right))
    }
  }

  private func rightSide(_ operation: Arithmetic, _ target: Int64, _ left: Int64) -> Int64? {
    switch operation {
    case .add: result(.subtract, Double(target), Double(left))
    case .subtract: result(.subtract, Double(left), Double(target))
    case .multiply: result(.divide, Double(target), Double(left))
    case .divide: result(.divide, Double(left), Double(target))
    }
  }

  private func whole(_ value: Double) -> Int64? { abs(value) < 9e15 ? Int64(value.rounded()) : nil }
}
