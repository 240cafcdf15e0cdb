import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem

/// Scores contacts that come as JSON objects, a line each: in every object comes, as its last member, what the rules say
/// of it.
///
///     {"id":7,"employees":40}
///     {"id":7,"employees":40,"bantam":{"segments":["small"],"campaigns":[],"scores":{"fit":{"total":64.0,"grade":"B",…}}}}
///
/// A line that is no JSON object gets an object with an `error` alone; blank lines stay.
public struct LineScorer: Sendable {
  /// What was found in the lines so far.
  public struct Findings: Sendable {
    public var contacts = 0
    /// The number, from 1, of each of the first lines that are no JSON object.
    public var wrongLines: [Int] = []
    public var wrong = 0
    /// Values that do not fit their field.
    public var misfits: [String: (count: Int, example: String)] = [:]

    public init() {}
  }

  static let mostNamed = 5
  private static let bytesPerPart = 1 << 16

  private let scorer: ContactScorer
  private let segments: [[UInt8]]
  private let campaigns: [[UInt8]]
  private let scores: [ScoreLine]
  /// Only the results, with the contact's key.
  private let isBare: Bool

  /// - Parameter isBare: of each contact its id and the results only.
  public init(_ planned: PlannedRules, isBare: Bool) {
    scorer = ContactScorer(planned)
    let (program, plan) = (scorer.program, scorer.plan)
    self.isBare = isBare
    segments = plan.segments.map { Self.quoted($0.name) }
    campaigns = plan.campaigns.map { Self.quoted($0.name) }
    scores = plan.scores.map { ScoreLine($0, program) }
  }

  static func quoted(_ text: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.string(text)
    return Array(writer.text.utf8)
  }

  /// Whole lines, padded as `ReadAhead` gives them, on so many threads; hands over the lines of the result in order.
  public func score(
    _ piece: [UInt8], firstLine: Int, threads: Int, _ findings: inout Findings, _ write: ([UInt8]) -> Void
  ) -> Int {
    let count = piece.count - ReadAhead.paddingBytes
    // Some programs begin a file with a byte order mark.
    let start = firstLine == 1 && piece.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let parts = Self.parts(piece, start..<count, most: threads)
    let results = PartSlots<PartResult>(count: parts.count)
    parallel(parts: parts.count, threads: threads) { part in
      piece.withUnsafeBufferPointer { results.set(part, scored(UnsafeBufferPointer(rebasing: $0[parts[part]]))) }
    }
    var line = firstLine
    for result in results.all {
      findings.contacts += result.contacts
      findings.wrong += result.wrong.count
      for wrong in result.wrong where findings.wrongLines.count < Self.mostNamed {
        findings.wrongLines.append(line + wrong)
      }
      for misfit in result.misfits {
        let known = findings.misfits[misfit.column]
        findings.misfits[misfit.column] = ((known?.count ?? 0) + misfit.count, known?.example ?? misfit.example)
      }
      line += result.lines
      write(result.bytes)
    }
    return line
  }

  private struct PartResult: Sendable {
    var bytes: [UInt8] = []
    var lines = 0
    var contacts = 0
    /// Numbers of lines, from 0.
    var wrong: [Int] = []
    var misfits: [(column: String, count: Int, example: String)] = []
  }

  /// Cut at ends of lines; few bytes are one part.
  private static func parts(_ piece: [UInt8], _ range: Range<Int>, most: Int) -> [Range<Int>] {
    let count = range.upperBound
    let wanted = max(1, min(most * 4, range.count / bytesPerPart))
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for part in 1...wanted {
      var end = part == wanted ? count : max(start, count * part / wanted)
      while end < count, end > 0, piece[end - 1] != 0x0A { end += 1 }
      if end > start { parts.append(start..<end) }
      start = end
    }
    return parts
  }

  private func scored(_ text: UnsafeBufferPointer<UInt8>) -> PartResult {
    var result = PartResult()
    // Per line its bytes and its row: -1 for a wrong one, -2 for a blank one.
    var lines: [(bytes: UnsafeBufferPointer<UInt8>, row: Int)] = []
    let (outcome, contacts) = scorer.judge { contacts in
      var start = 0
      while start < text.count {
        var end = text.count
        if let base = text.baseAddress, let found = findByte(base + start, 0x0A, count: text.count - start) {
          end = found - base
        }
        var last = end
        while last > start, text[last - 1] <= 0x20 { last -= 1 }
        let line = UnsafeBufferPointer(rebasing: text[start..<last])
        if line.isEmpty {
          lines.append((line, -2))
        } else if let row = contacts.add(line) {
          lines.append((line, row))
          result.contacts += 1
        } else {
          result.wrong.append(lines.count)
          lines.append((line, -1))
        }
        start = end + 1
      }
    }
    result.lines = lines.count
    result.misfits = contacts.misfits
    result.bytes = written(lines, outcome, contacts.ids, bytes: text.count)
    return result
  }

  private func written(
    _ lines: [(bytes: UnsafeBufferPointer<UInt8>, row: Int)], _ outcome: Outcome, _ ids: [UnsafeBufferPointer<UInt8>],
    bytes count: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + lines.count * (48 + scores.count * 256))
    var candidates = outcome.campaigns.map { $0.candidates[...] }
    let scores = zip(self.scores, outcome.scores).compactMap { line, own in own.map { ScoreWriter(line, $0) } }
    let masks = outcome.masks
    for (line, row) in lines {
      switch row {
      case -2: break
      case -1: bytes += Array(#"{"bantam":{"error":"no JSON object"}}"#.utf8)
      default:
        if isBare {
          bytes += Array(#"{"id":"#.utf8)
          bytes += ids[row].isEmpty ? Self.null : Array(ids[row])
          bytes.append(0x2C)
        } else {
          var end = line.count - 1
          while end > 0, line[end - 1] <= 0x20 { end -= 1 }
          bytes += UnsafeBufferPointer(rebasing: line[..<end])
          if line[end - 1] != 0x7B { bytes.append(0x2C) }
        }
        append(row, masks, &candidates, scores, to: &bytes)
        bytes.append(0x7D)
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  private static let null = Array("null".utf8)

  private func append(
    _ row: Int, _ masks: [[UInt8]], _ candidates: inout [ArraySlice<Int32>], _ scores: [ScoreWriter],
    to bytes: inout [UInt8]
  ) {
    bytes += Self.segmentsStart
    var isFirst = true
    for index in segments.indices where masks[index][row] & 1 != 0 {
      if !isFirst { bytes.append(0x2C) }
      isFirst = false
      bytes += segments[index]
    }
    bytes += Self.campaignsStart
    isFirst = true
    for index in campaigns.indices {
      // Rows of contacts beside the lines' own are passed over.
      while let first = candidates[index].first, Int(first) < row { candidates[index].removeFirst() }
      guard candidates[index].first == Int32(row) else { continue }
      if !isFirst { bytes.append(0x2C) }
      isFirst = false
      bytes += campaigns[index]
    }
    bytes += Self.scoresStart
    for index in scores.indices {
      if index > 0 { bytes.append(0x2C) }
      scores[index].append(at: row, to: &bytes)
    }
    bytes += [0x7D, 0x7D]
  }

  private static let segmentsStart = Array(#""bantam":{"segments":["#.utf8)
  private static let campaignsStart = Array(#"],"campaigns":["#.utf8)
  private static let scoresStart = Array(#"],"scores":{"#.utf8)
}

/// A score as a JSON member: the words that are the same for all contacts are made once.
private struct ScoreLine: Sendable {
  let start: [UInt8]
  let grades: [[UInt8]]
  let questions: [[UInt8]]
  let vetoes: [[UInt8]]
  let points: [[UInt8]]
  let denominator: Int64
  let fullMarks: [Int64]
  let weights: Int64

  init(_ plan: ScorePlan, _ program: Program) {
    denominator = plan.denominator
    fullMarks = plan.disciplines.map(\.fullMarks)
    start = LineScorer.quoted(plan.name) + Array(#":{"total":"#.utf8)
    grades = plan.grades.map { LineScorer.quoted($0.name) }
    questions = [Array("null".utf8)] + plan.questions.map { LineScorer.quoted(program.fields[$0.field].name) }
    vetoes = [Array("null".utf8)] + plan.vetoes.map { LineScorer.quoted($0.reason) }
    points = plan.disciplines.map { LineScorer.quoted($0.name) + [0x3A] }
    weights = max(1, plan.disciplines.reduce(0) { $0 + $1.weight })
  }

  static let low = Array(#","low":"#.utf8)
  static let high = Array(#","high":"#.utf8)
  static let completeness = Array(#","completeness":"#.utf8)
  static let grade = Array(#","grade":"#.utf8)
  static let pointsStart = Array(#","points":{"#.utf8)
  static let question = Array(#"},"next_question":"#.utf8)
  static let veto = Array(#","veto":"#.utf8)
}

/// A score of some contacts, written one by one.
private final class ScoreWriter {
  private let line: ScoreLine
  private let outcome: ScoreOutcome

  init(_ line: ScoreLine, _ outcome: ScoreOutcome) {
    self.line = line
    self.outcome = outcome
  }

  func append(at place: Int, to bytes: inout [UInt8]) {
    bytes += line.start
    appendTenths(outcome.totals[place], line.denominator, to: &bytes)
    bytes += ScoreLine.low
    appendTenths(outcome.lows[place], line.denominator, to: &bytes)
    bytes += ScoreLine.high
    appendTenths(outcome.highs[place], line.denominator, to: &bytes)
    bytes += ScoreLine.completeness
    appendTenths(outcome.completeWeights[place] * 100, line.weights, to: &bytes)
    if !line.grades.isEmpty {
      bytes += ScoreLine.grade
      bytes += line.grades[Int(outcome.grades[place])]
    }
    bytes += ScoreLine.pointsStart
    for index in line.points.indices {
      if index > 0 { bytes.append(0x2C) }
      bytes += line.points[index]
      appendTenths(Int64(outcome.points[index][place]) * 100, line.fullMarks[index], to: &bytes)
    }
    bytes += ScoreLine.question
    bytes += line.questions[Int(outcome.nextQuestions[place])]
    bytes += ScoreLine.veto
    bytes += line.vetoes[Int(outcome.vetoes[place])]
    bytes.append(0x7D)
  }
}
