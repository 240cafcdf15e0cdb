import BantamColumns
import BantamPlan

/// Finds, for the candidates collected, the field whose answer could change the grade most, then the total. For one
/// thread.
final class QuestionEvaluator {
  /// What the score says as things stand.
  struct Standing {
    let totals: UnsafePointer<Int64>
    let lows: UnsafePointer<Int64>
    let highs: UnsafePointer<Int64>
    let gradeLows: UnsafePointer<UInt8>
    let gradeHighs: UnsafePointer<UInt8>
  }

  private let score: BoundScore
  /// The answers by plane slot.
  private let own: [PlanePointer]
  private let settled: Scratch<UInt8>
  private let open: Scratch<UInt8>
  private let masks: Scratch<UInt8>
  private let tallies: Scratch<UInt16>
  private let points: Scratch<Int32>
  private let numbers: Scratch<Int64>
  private let grades: Scratch<UInt8>
  private let best: Scratch<UInt16>
  private var isSettled: [Bool]
  /// The answers under one question.
  private var views: [PlanePointer]

  init(score: BoundScore, views: [PlanePointer], capacity: Int) {
    self.score = score
    own = views
    self.views = views
    settled = Scratch(UInt8.self, rows: score.planeSlots.count, length: capacity)
    open = Scratch(UInt8.self, rows: score.planeSlots.count, length: capacity)
    masks = Scratch(UInt8.self, rows: 1, length: capacity)
    tallies = Scratch(UInt16.self, rows: 1, length: 3 * capacity)
    points = Scratch(Int32.self, rows: 2, length: capacity)
    numbers = Scratch(Int64.self, rows: 3, length: capacity)
    grades = Scratch(UInt8.self, rows: 3, length: capacity)
    best = Scratch(UInt16.self, rows: 1, length: capacity)
    isSettled = Array(repeating: false, count: score.planeSlots.count)
  }

  /// The number of the best question per candidate, 0 for none.
  func evaluate(_ evaluator: ScoreEvaluator, _ standing: Standing, count: Int) -> UnsafePointer<UInt16> {
    let questions = TotalKernels.Questions(
      lows: numbers[0], highs: numbers[1], gradeLows: grades[0], gradeHighs: grades[1], bestGradeSpans: grades[2],
      bestSpans: numbers[2], best: best[0])
    questions.best.update(repeating: 0, count: count)
    questions.bestGradeSpans.update(repeating: 0, count: count)
    questions.bestSpans.update(repeating: 0, count: count)
    if !isOpen(standing, count) { return UnsafePointer(questions.best) }
    for slot in isSettled.indices { isSettled[slot] = false }
    for question in score.questions where !question.steps.isEmpty {
      for slot in question.settled { views[slot] = settle(slot, own[slot], count) }
      for step in question.steps { open(step, count) }
      addInterval(of: question, evaluator, standing, questions, count)
      TotalKernels.ask(question: question.number, count: count, questions)
    }
    return UnsafePointer(questions.best)
  }

  private func isOpen(_ standing: Standing, _ count: Int) -> Bool {
    for row in 0..<count
    where standing.lows[row] != standing.highs[row] || standing.gradeLows[row] != standing.gradeHighs[row] {
      return true
    }
    return false
  }

  private func settle(_ slot: Int, _ plane: PlanePointer, _ count: Int) -> PlanePointer {
    let output = settled[slot]
    if !isSettled[slot] {
      LogicKernels.definite(plane, count: count, into: output)
      isSettled[slot] = true
    }
    return PlanePointer(output)
  }

  private func open(_ step: BoundQuestion.Step, _ count: Int) {
    switch step {
    case .own(let slot): views[slot] = own[slot]
    case .masked(let slot, let missing):
      let mask = masks[0]
      LogicKernels.fill(Plane.no, count: count, into: mask)
      for column in missing { _ = LogicKernels.or(into: mask, own[column], count: count) }
      LogicKernels.unknownWhere(mask, own[slot], count: count, into: open[slot])
      views[slot] = PlanePointer(open[slot])
    case .all(let slot, let inputs): views[slot] = merge(inputs, into: open[slot], count, isAll: true)
    case .any(let slot, let inputs): views[slot] = merge(inputs, into: open[slot], count, isAll: false)
    case .not(let slot, let input):
      LogicKernels.not(views[input], count: count, into: open[slot])
      views[slot] = PlanePointer(open[slot])
    case .atLeast(let least, let slot, let inputs):
      tallies[0].update(repeating: 0, count: 3 * count)
      for input in inputs { LogicKernels.tally(views[input], count: count, into: tallies[0]) }
      LogicKernels.atLeast(least, counters: tallies[0], count: count, into: open[slot])
      views[slot] = PlanePointer(open[slot])
    }
  }

  private func merge(_ inputs: [Int], into output: MutablePlanePointer, _ count: Int, isAll: Bool) -> PlanePointer {
    if inputs.count == 1 { return views[inputs[0]] }
    LogicKernels.fill(isAll ? Plane.yes : Plane.no, count: count, into: output)
    for input in inputs {
      if isAll {
        _ = LogicKernels.and(into: output, views[input], count: count)
      } else {
        _ = LogicKernels.or(into: output, views[input], count: count)
      }
    }
    return PlanePointer(output)
  }

  private func addInterval(
    of question: BoundQuestion, _ evaluator: ScoreEvaluator, _ standing: Standing,
    _ output: TotalKernels.Questions, _ count: Int
  ) {
    output.lows.update(from: standing.totals, count: count)
    output.highs.update(from: standing.totals, count: count)
    for index in question.disciplines {
      let (low, high) = (points[0], points[1])
      evaluator.interval(of: index, views: views, count: count, low: low, high: high)
      let (base, multiplier) = (evaluator.points(of: index), score.disciplines[index].multiplier)
      TotalKernels.add(low, minus: base, multiplier: multiplier, count: count, into: output.lows)
      TotalKernels.add(high, minus: base, multiplier: multiplier, count: count, into: output.highs)
    }
    TotalKernels.grades(output.lows, thresholds: score.thresholds, count: count, into: output.gradeLows)
    TotalKernels.grades(output.highs, thresholds: score.thresholds, count: count, into: output.gradeHighs)
    for slot in score.vetoes {
      let (plane, lowest) = (views[slot], score.lowestGrade)
      TotalKernels.veto(plane, bits: Plane.possibleBit, lowest: lowest, count: count, into: output.gradeLows)
      TotalKernels.veto(plane, bits: Plane.definiteBit, lowest: lowest, count: count, into: output.gradeHighs)
    }
  }
}
