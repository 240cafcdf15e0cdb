import BantamColumns
import BantamPlan

/// Scores the candidates of batches. Their answers are picked out of the batch's planes, so that rows nobody asked for
/// cost nothing further, and collected until there are enough of them for the loops to pay. For one thread.
final class ScoreEvaluator {
  let score: BoundScore
  let planes: PlaneEvaluator
  private let withIntervals: Bool
  private let questions: QuestionEvaluator?

  private let picked: Scratch<UInt8>
  private let pickedPoints: Scratch<Int64>
  private let bytes: Scratch<UInt8>
  private let wide: Scratch<Int64>
  /// Per discipline points, least and greatest points.
  private let results: Scratch<Int32>
  private let numbers: Scratch<Int64>
  private let grades: Scratch<UInt8>
  private let vetoes: Scratch<UInt16>
  /// By plane slot.
  private let views: [PlanePointer]
  private let yesPlane: PlanePointer
  private let capacity: Int
  /// Candidates collected.
  private var filled = 0
  /// By rising row.
  private let assessments: [Assessment]
  /// Those of the candidates that are being scored.
  private var overrides: [Override] = []

  private struct Override {
    /// Place among the candidates.
    let place: Int
    let discipline: Int
    let raw: Int32
  }

  /// At most `capacity` candidates are collected; no batch has more.
  init(
    score: BoundScore, planes: PlaneEvaluator, capacity: Int, withIntervals: Bool, assessments: [Assessment]
  ) {
    self.score = score
    self.planes = planes
    self.capacity = capacity
    self.assessments = assessments
    self.withIntervals = withIntervals
    picked = Scratch(UInt8.self, rows: score.planeSlots.count + 1, length: capacity)
    pickedPoints = Scratch(Int64.self, rows: score.pointSlots.count + 1, length: capacity)
    bytes = Scratch(UInt8.self, rows: 3, length: capacity)
    wide = Scratch(Int64.self, rows: 3, length: capacity)
    results = Scratch(Int32.self, rows: 3 * score.disciplines.count, length: capacity)
    numbers = Scratch(Int64.self, rows: 4, length: capacity)
    grades = Scratch(UInt8.self, rows: 3, length: capacity)
    vetoes = Scratch(UInt16.self, rows: 1, length: capacity)
    let (picked, ones) = (picked, picked[score.planeSlots.count])
    LogicKernels.fill(Plane.yes, count: capacity, into: ones)
    yesPlane = PlanePointer(ones)
    views = score.planeSlots.indices.map { PlanePointer(picked[$0]) }
    questions = withIntervals ? QuestionEvaluator(score: score, views: views, capacity: capacity) : nil
  }

  /// Adds `count` rows of the current batch; `candidates` are their positions in it, in rising order.
  func collect(_ candidates: UnsafePointer<Int32>, count: Int, into output: inout ScoreOutcome) {
    if filled + count > capacity { flush(into: &output) }
    pick(candidates, count)
    filled += count
    let first = Int32(planes.rows.lowerBound)
    for index in 0..<count { output.rows.append(first + candidates[index]) }
  }

  /// Scores what is collected.
  func flush(into output: inout ScoreOutcome) {
    let count = filled
    filled = 0
    if count == 0 { return }
    if !assessments.isEmpty { findOverrides(output.rows[(output.rows.count - count)...]) }
    for index in score.disciplines.indices { evaluate(index, count) }
    addTotals(count)
    addGrades(count)
    append(numbers[0], count, to: &output.totals)
    append(grades[0], count, to: &output.grades)
    append(vetoes[0], count, to: &output.vetoes)
    for index in score.disciplines.indices { append(results[3 * index], count, to: &output.points[index]) }
    guard let questions else { return }
    append(numbers[1], count, to: &output.lows)
    append(numbers[2], count, to: &output.highs)
    append(grades[1], count, to: &output.gradeLows)
    append(grades[2], count, to: &output.gradeHighs)
    append(numbers[3], count, to: &output.completeWeights)
    let standing = QuestionEvaluator.Standing(
      totals: numbers[0], lows: numbers[1], highs: numbers[2], gradeLows: grades[1], gradeHighs: grades[2])
    append(questions.evaluate(self, standing, count: count), count, to: &output.nextQuestions)
  }

  private func append<Value>(_ values: UnsafePointer<Value>, _ count: Int, to list: inout [Value]) {
    list.append(contentsOf: UnsafeBufferPointer(start: values, count: count))
  }

  private func pick(_ candidates: UnsafePointer<Int32>, _ count: Int) {
    for (slot, source) in score.planeSlots.enumerated() {
      let output = picked[slot] + filled
      switch source {
      case .node(let node):
        CompactKernels.pick(planes.plane(of: node), at: candidates, count: count, into: output)
      case .missing(let column):
        IntegerKernels.isMissing(planes.source.columns[column], rows: planes.rows, into: bytes[0])
        CompactKernels.pick(bytes[0], at: candidates, count: count, into: output)
      case .positive(let counter):
        CompactKernels.pick(planes.counterValues(counter), at: candidates, count: count, into: wide[0])
        PointKernels.isPositive(wide[0], count: count, into: output)
      }
    }
    for (slot, source) in score.pointSlots.enumerated() {
      let output = pickedPoints[slot] + filled
      switch source {
      case .per(let counter, let each, let cap):
        CompactKernels.pick(planes.counterValues(counter), at: candidates, count: count, into: wide[0])
        PointKernels.perCounter(wide[0], each: each, cap: cap, count: count, into: output)
      case .aged(let counter, let cap):
        CompactKernels.pick(planes.counterValues(counter), at: candidates, count: count, into: wide[0])
        PointKernels.capped(wide[0], cap: cap, count: count, into: output)
      }
    }
  }

  private func evaluate(_ index: Int, _ count: Int) {
    let discipline = score.disciplines[index]
    let range = 0...Int32(clamping: discipline.fullMarks)
    let whole = Int32.min...Int32.max
    if discipline.fitsBytes {
      chooseBytes(discipline, views, count, intervalOnly: false)
      for part in 0..<(withIntervals ? 3 : 1) {
        PointKernels.widen(bytes[part], count: count, into: results[3 * index + part])
      }
    } else {
      collectWide(discipline, views, count)
      for part in 0..<3 {
        PointKernels.clamp(
          wide[part], to: discipline.isSum ? range : whole, count: count, into: results[3 * index + part])
      }
    }
    for part in 0..<3 { override(index, results[3 * index + part]) }
  }

  private func override(_ index: Int, _ points: UnsafeMutablePointer<Int32>) {
    for override in overrides where override.discipline == index { points[override.place] = override.raw }
  }

  private func findOverrides(_ rows: ArraySlice<Int32>) {
    overrides.removeAll(keepingCapacity: true)
    guard let first = rows.first else { return }
    var (least, greatest) = (0, assessments.count)
    while least < greatest {
      let middle = least + (greatest - least) / 2
      if assessments[middle].row < first { least = middle + 1 } else { greatest = middle }
    }
    var place = rows.startIndex
    for assessment in assessments[least...] {
      while place < rows.endIndex, rows[place] < assessment.row { place += 1 }
      if place == rows.endIndex { return }
      if rows[place] != assessment.row { continue }
      let raw = Int64(assessment.points) * score.disciplines[assessment.discipline].fullMarks / 100
      overrides.append(
        Override(
          place: place - rows.startIndex, discipline: assessment.discipline, raw: Int32(clamping: raw)))
    }
  }

  /// The least and greatest points of a discipline under other answers.
  func interval(
    of index: Int, views: [PlanePointer], count: Int, low: UnsafeMutablePointer<Int32>,
    high: UnsafeMutablePointer<Int32>
  ) {
    let discipline = score.disciplines[index]
    if discipline.fitsBytes {
      chooseBytes(discipline, views, count, intervalOnly: true)
      PointKernels.widen(bytes[1], count: count, into: low)
      PointKernels.widen(bytes[2], count: count, into: high)
    } else {
      let range = discipline.isSum ? 0...Int32(clamping: discipline.fullMarks) : Int32.min...Int32.max
      collectWide(discipline, views, count)
      PointKernels.clamp(wide[1], to: range, count: count, into: low)
      PointKernels.clamp(wide[2], to: range, count: count, into: high)
    }
    override(index, low)
    override(index, high)
  }

  /// The points of a discipline as they stand.
  func points(of index: Int) -> UnsafePointer<Int32> { UnsafePointer(results[3 * index]) }

  private func chooseBytes(
    _ discipline: BoundScore.Discipline, _ views: [PlanePointer], _ count: Int, intervalOnly: Bool
  ) {
    let points = PointKernels.Points(value: bytes[0], low: bytes[1], high: bytes[2])
    PointKernels.fill(0, count: count, into: points)
    for line in discipline.lines.reversed() {
      guard case .constant(let raw) = line.points else { continue }
      let plane = line.plane.map { views[$0] } ?? yesPlane
      let value = UInt8(truncatingIfNeeded: raw)
      if intervalOnly {
        PointKernels.chooseInterval(plane, points: value, count: count, into: points)
      } else if withIntervals {
        PointKernels.choose(plane, points: value, count: count, into: points)
      } else {
        PointKernels.chooseValue(plane, points: value, count: count, into: bytes[0])
      }
    }
  }

  private func collectWide(_ discipline: BoundScore.Discipline, _ views: [PlanePointer], _ count: Int) {
    let points = PointKernels.Points(value: wide[0], low: wide[1], high: wide[2])
    PointKernels.fill(0, count: count, into: points)
    for line in discipline.lines.reversed() {
      let plane = line.plane.map { views[$0] } ?? yesPlane
      switch (line.points, discipline.isSum) {
      case (.constant(let raw), true): PointKernels.add(plane, points: raw, count: count, into: points)
      case (.constant(let raw), false): PointKernels.choose(plane, points: raw, count: count, into: points)
      case (.byRow(let slot), true): PointKernels.add(plane, points: pickedPoints[slot], count: count, into: points)
      case (.byRow(let slot), false):
        PointKernels.choose(plane, points: pickedPoints[slot], count: count, into: points)
      }
    }
  }

  private func addTotals(_ count: Int) {
    for part in 0..<4 { numbers[part].update(repeating: 0, count: count) }
    for (index, discipline) in score.disciplines.enumerated() {
      for part in 0..<(withIntervals ? 3 : 1) {
        TotalKernels.add(
          results[3 * index + part], multiplier: discipline.multiplier, count: count, into: numbers[part])
      }
      if withIntervals {
        TotalKernels.addComplete(
          results[3 * index + 1], results[3 * index + 2], weight: discipline.weight, count: count, into: numbers[3])
      }
    }
  }

  private func addGrades(_ count: Int) {
    for part in 0..<(withIntervals ? 3 : 1) {
      TotalKernels.grades(numbers[part], thresholds: score.thresholds, count: count, into: grades[part])
    }
    vetoes[0].update(repeating: 0, count: count)
    for (index, slot) in score.vetoes.enumerated().reversed() {
      let plane = views[slot]
      TotalKernels.name(veto: UInt16(clamping: index + 1), plane, count: count, into: vetoes[0])
      let lowest = score.lowestGrade
      TotalKernels.veto(plane, bits: 1, lowest: lowest, count: count, into: grades[0])
      if withIntervals {
        TotalKernels.veto(plane, bits: Plane.possibleBit, lowest: lowest, count: count, into: grades[1])
        TotalKernels.veto(plane, bits: Plane.definiteBit, lowest: lowest, count: count, into: grades[2])
      }
    }
  }
}
