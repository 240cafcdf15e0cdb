import BantamColumns
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// The leads of a campaign as lines of CSV, made on all cores: bytes at once, without a text per figure.
struct LeadLines: Sendable {
  private let start: [UInt8]
  private let keys: Keys
  private let plan: ScorePlan
  private let outcome: ScoreOutcome
  private let grades: [[UInt8]]
  /// From number 0 for none.
  private let questions: [[UInt8]]
  private let vetoes: [[UInt8]]
  private let weights: Int64

  private static let rowsPerPart = 1 << 12
  /// So many parts are kept in memory.
  private static let partsPerRound = 32

  static let titles = ["campaign", "contact", "grade", "total", "low", "high", "completeness"]
  static let lastTitles = ["next_question", "veto"]

  init(campaign: String, _ plan: ScorePlan, _ outcome: ScoreOutcome, keys: Keys, _ program: Program) {
    func field(_ text: String) -> [UInt8] { Array(csvField(text, delimiter: ",").utf8) }
    start = field(campaign)
    self.keys = keys
    self.plan = plan
    self.outcome = outcome
    grades = plan.grades.map { field($0.name) }
    questions = [[]] + plan.questions.map { field(program.fields[$0.field].name) }
    vetoes = [[]] + plan.vetoes.map { field($0.reason) }
    weights = max(1, plan.disciplines.reduce(0) { $0 + $1.weight })
  }

  /// Hands over the lines of the rows, which stand at these places of the score's outcome.
  func write(_ rows: [Int32], _ places: [Int32], threads: Int, _ write: ([UInt8]) -> Void) {
    let starts = Array(stride(from: 0, to: rows.count, by: Self.rowsPerPart))
    for first in stride(from: 0, to: starts.count, by: Self.partsPerRound) {
      let round = starts[first..<min(first + Self.partsPerRound, starts.count)]
      let pieces = PartSlots<[UInt8]>(count: round.count)
      parallel(parts: round.count, threads: threads) { part in
        let start = round[first + part]
        pieces.set(part, lines(rows, places, start..<min(start + Self.rowsPerPart, rows.count)))
      }
      for piece in pieces.all { write(piece) }
    }
  }

  private func lines(_ rows: [Int32], _ places: [Int32], _ range: Range<Int>) -> [UInt8] {
    let places = places[range].map { Int($0) }
    let figures = figures(at: places)
    let texts: [[UInt8]]
    switch keys {
    case .integers: texts = []
    case .texts(let keys): texts = rows[range].map { Array(csvField(keys[Int($0)], delimiter: ",").utf8) }
    }
    let room = range.count * longestLine + texts.reduce(0) { $0 + $1.count }
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      guard var end = buffer.baseAddress else { return }
      let first = end
      for (index, place) in places.enumerated() {
        put(start, at: &end)
        put(0x2C, at: &end)
        if case .integers(let keys) = keys {
          putDecimal(keys[Int(rows[range.lowerBound + index])], at: &end)
        } else {
          put(texts[index], at: &end)
        }
        put(0x2C, at: &end)
        if !grades.isEmpty { put(grades[Int(outcome.grades[place])], at: &end) }
        for tenths in figures[index * figuresPerLine..<(index + 1) * figuresPerLine] {
          put(0x2C, at: &end)
          putTenths(tenths, at: &end)
        }
        put(0x2C, at: &end)
        put(questions[Int(outcome.nextQuestions[place])], at: &end)
        put(0x2C, at: &end)
        put(vetoes[Int(outcome.vetoes[place])], at: &end)
        put(0x0A, at: &end)
      }
      count = end - first
    }
  }

  private var figuresPerLine: Int { 4 + plan.disciplines.count }

  /// Bytes of a line at most, a text as key left out; a number has at most 20.
  private var longestLine: Int {
    let words = [grades, questions, vetoes].reduce(0) { $0 + ($1.map(\.count).max() ?? 0) }
    return start.count + words + 24 + 24 * figuresPerLine
  }

  /// In tenths, line by line: worked out column by column.
  private func figures(at places: [Int]) -> [Int64] {
    var figures = [Int64](repeating: 0, count: places.count * figuresPerLine)
    func fill(_ column: Int, _ values: [some BinaryInteger], times: Int64, of denominator: Int64) {
      for (index, place) in places.enumerated() {
        figures[index * figuresPerLine + column] = roundedTenths(Int64(values[place]) * times, denominator)
      }
    }
    fill(0, outcome.totals, times: 1, of: plan.denominator)
    fill(1, outcome.lows, times: 1, of: plan.denominator)
    fill(2, outcome.highs, times: 1, of: plan.denominator)
    fill(3, outcome.completeWeights, times: 100, of: weights)
    for (index, discipline) in plan.disciplines.enumerated() {
      fill(4 + index, outcome.points[index], times: 100, of: discipline.fullMarks)
    }
    return figures
  }
}

@inline(__always)
private func put(_ byte: UInt8, at end: inout UnsafeMutablePointer<UInt8>) {
  end.pointee = byte
  end += 1
}

@inline(__always)
private func put(_ bytes: [UInt8], at end: inout UnsafeMutablePointer<UInt8>) {
  for byte in bytes { put(byte, at: &end) }
}

@inline(__always)
private func putTenths(_ tenths: Int64, at end: inout UnsafeMutablePointer<UInt8>) {
  putDecimal(tenths / 10, at: &end)
  put(0x2E, at: &end)
  put(0x30 + UInt8(truncatingIfNeeded: tenths % 10), at: &end)
}

@inline(__always)
private func putDecimal(_ number: Int64, at end: inout UnsafeMutablePointer<UInt8>) {
  if number < 0 { put(0x2D, at: &end) }
  var rest = number.magnitude
  var digits = 1
  var bound: UInt64 = 10
  while digits < 19, rest >= bound {
    digits += 1
    bound *= 10
  }
  if digits == 19, rest >= bound { digits = 20 }
  end += digits
  var place = end
  repeat {
    place -= 1
    place.pointee = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
    rest /= 10
  } while rest > 0
}

/// A fraction with one decimal place, as `tenths` writes it.
func appendTenths(_ numerator: Int64, _ denominator: Int64, to bytes: inout [UInt8]) {
  let tenths = roundedTenths(numerator, denominator)
  appendDecimal(tenths / 10, to: &bytes)
  bytes.append(0x2E)
  bytes.append(0x30 + UInt8(truncatingIfNeeded: tenths % 10))
}

/// The digits of a number.
func appendDecimal(_ number: Int64, to bytes: inout [UInt8]) {
  if number < 0 { bytes.append(0x2D) }
  var rest = number.magnitude
  if rest < 10 { return bytes.append(0x30 + UInt8(truncatingIfNeeded: rest)) }
  let start = bytes.count
  while rest > 0 {
    bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
    rest /= 10
  }
  bytes[start...].reverse()
}
