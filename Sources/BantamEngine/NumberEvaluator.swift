import BantamColumns
import BantamPlan
import BantamProgram

/// Works out arithmetic for one batch of rows after the other, each expression at most once per batch. For one thread.
final class NumberEvaluator {
  private let source: RowSource
  private let results: Scratch<Int64>
  private let columnValues: Scratch<Int64>
  private var batches: [Int32]
  private var batch: Int32 = 0
  private var rows = 0..<0

  init(source: RowSource, capacity: Int) {
    self.source = source
    results = Scratch(Int64.self, rows: source.expressions.count, length: capacity)
    columnValues = Scratch(Int64.self, rows: 2, length: capacity)
    batches = Array(repeating: 0, count: source.expressions.count)
  }

  func begin(_ rows: Range<Int>) {
    self.rows = rows
    batch += 1
  }

  /// Ten-thousandths, `Int64.min` where missing; valid until the next batch.
  func numbers(of expression: ExpressionID) -> UnsafePointer<Int64> {
    let output = results[expression]
    if batches[expression] == batch { return UnsafePointer(output) }
    batches[expression] = batch
    switch source.expressions[expression] {
    case .constant(let number): output.update(repeating: number, count: rows.count)
    case .column(let column):
      NumberKernels.load(source.columns[column], rows: rows, times: source.scale(of: column), into: output)
    case .companyColumn(let column): loadOfCompany(column, into: output)
    case .elapsed(let unit, let column):
      NumberKernels.load(source.columns[column], rows: rows, times: 1, into: output)
      DayKernels.elapsed(dayUnit(unit), today: source.today, days: output, count: rows.count)
    case .binary(let operation, let first, let second):
      let (left, right) = (numbers(of: first), numbers(of: second))
      output.update(from: left, count: rows.count)
      NumberKernels.combine(kernelOperation(operation), output, right, count: rows.count)
    }
    return UnsafePointer(output)
  }

  /// The column's own values, in its unit; valid until the next call.
  func values(of column: ColumnID) -> UnsafePointer<Int64> {
    NumberKernels.load(source.columns[column], rows: rows, times: 1, into: columnValues[0])
    return UnsafePointer(columnValues[0])
  }

  func values(of first: ColumnID, and second: ColumnID) -> (UnsafePointer<Int64>, UnsafePointer<Int64>) {
    NumberKernels.load(source.columns[second], rows: rows, times: 1, into: columnValues[1])
    return (values(of: first), UnsafePointer(columnValues[1]))
  }

  private func loadOfCompany(_ column: ColumnID, into output: UnsafeMutablePointer<Int64>) {
    if source.companyRows.isEmpty { return output.update(repeating: NumberKernels.missing, count: rows.count) }
    source.companyRows.withUnsafeBufferPointer { companies in
      guard let base = companies.baseAddress else { return }
      NumberKernels.gather(
        source.columns[column], at: base + rows.lowerBound, count: rows.count, times: source.scale(of: column),
        into: output)
    }
  }

  private func kernelOperation(_ operation: Arithmetic) -> NumberKernels.Operation {
    switch operation {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    }
  }
}
