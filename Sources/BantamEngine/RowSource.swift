import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// What conditions read: the columns of one table, and what was worked out of them before the pass.
struct RowSource: Sendable {
  var count: Int
  var columns: [Column]
  var needs: [ColumnNeed]
  var expressions: [Expression]
  var today: Int
  var facts: FactTables
  /// Per pair of text columns: numbers by code that equal texts share.
  var textPairs: [TextPair] = []

  // Contacts only.
  var kinds: Cells<UInt8> = []
  var companyRows: Cells<Int32> = []
  var sets: [[UInt8]] = []
  var keys: [UInt64] = []
  /// Planes over all rows from earlier phases.
  var given: [ColumnBuffer] = []
}

struct TextPair: Sendable {
  let first: ColumnID
  let second: ColumnID
  let firstNumbers: [UInt32]
  let secondNumbers: [UInt32]

  init(_ first: ColumnID, _ second: ColumnID, columns: [Column]) {
    self.first = first
    self.second = second
    let table = TextTable()
    firstNumbers = foldedNumbers(of: columns[first], in: table)
    secondNumbers = foldedNumbers(of: columns[second], in: table)
  }
}

extension RowSource {
  /// What turns a column's values into ten-thousandths.
  func scale(of column: ColumnID) -> Int64 {
    switch needs[column].storage {
    case .tenThousandths: 1
    case .integer, .yesNo, .day, .instant: Number.scale
    case .text, .degrees, .latitude: preconditionFailure("arithmetic over a column without numbers")
    }
  }
}

/// Keys as the numbers that samples are drawn by.
func sampleKeys(_ keys: Keys) -> [UInt64] {
  switch keys {
  case .integers(let numbers): numbers.map { UInt64(bitPattern: $0) }
  case .texts(let texts): texts.map { stableHash($0.utf8) }
  }
}
