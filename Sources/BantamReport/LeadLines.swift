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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count * (start.count + 72))
    for index in range {
      let place = Int(places[index])
      bytes += start
      appendKey(Int(rows[index]), to: &bytes)
      bytes.append(0x2C)
      if !grades.isEmpty { bytes += grades[Int(outcome.grades[place])] }
      append(outcome.totals[place], plan.denominator, to: &bytes)
      append(outcome.lows[place], plan.denominator, to: &bytes)
      append(outcome.highs[place], plan.denominator, to: &bytes)
      append(outcome.completeWeights[place] * 100, weights, to: &bytes)
      for discipline in plan.disciplines.indices {
        append(
          Int64(outcome.points[discipline][place]) * 100, plan.disciplines[discipline].fullMarks, to: &bytes)
      }
      bytes.append(0x2C)
      bytes += questions[Int(outcome.nextQuestions[place])]
      bytes.append(0x2C)
      bytes += vetoes[Int(outcome.vetoes[place])]
      bytes.append(0x0A)
    }
    return bytes
  }

  private func appendKey(_ row: Int, to bytes: inout [UInt8]) {
    bytes.append(0x2C)
    switch keys {
    case .integers(let keys): appendDecimal(keys[row], to: &bytes)
    case .texts(let keys): bytes += csvField(keys[row], delimiter: ",").utf8
    }
  }

  /// A comma and the fraction with one decimal place.
  private func append(_ numerator: Int64, _ denominator: Int64, to bytes: inout [UInt8]) {
    bytes.append(0x2C)
    appendTenths(numerator, denominator, to: &bytes)
  }
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
