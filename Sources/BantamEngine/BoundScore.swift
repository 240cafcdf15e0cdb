import BantamPlan
import BantamProgram

/// A score made ready: every condition it looks at has a slot, and so has every list of points that differ by row.
struct BoundScore: Sendable {
  enum PlaneSlot: Sendable, Hashable {
    case node(NodeID)
    /// The counter is above 0.
    case positive(CounterID)
    /// The column has no value.
    case missing(ColumnID)
  }

  enum PointSlot: Sendable, Hashable {
    case per(CounterID, each: Int64, cap: Int64?)
    case aged(CounterID, cap: Int64?)
  }

  enum Points: Sendable {
    case constant(Int64)
    /// Index into the point slots.
    case byRow(Int)
  }

  struct Line: Sendable {
    /// Index into the plane slots; nil: holds for everybody.
    var plane: Int?
    var points: Points
  }

  struct Discipline: Sendable {
    var lines: [Line]
    /// Only constant points of 0 to 255, and the first line counts.
    var fitsBytes: Bool
    var isSum: Bool
    var fullMarks: Int64
    var multiplier: Int64
    var weight: Int64
  }

  let disciplines: [Discipline]
  /// Plane slots of the vetoes.
  let vetoes: [Int]
  /// Falling; the last grade has none.
  let thresholds: [Int64]
  let questions: [BoundQuestion]
  let planeSlots: [PlaneSlot]
  let pointSlots: [PointSlot]

  var lowestGrade: UInt8 { UInt8(clamping: thresholds.count) }

  init(_ score: ScorePlan, plan: Plan, withQuestions: Bool) {
    precondition(score.grades.count <= 255, "more grades than a byte counts")
    var slots = Slots()
    disciplines = score.disciplines.map { slots.bind($0) }
    vetoes = score.vetoes.map { slots.plane(.node($0.node)) }
    thresholds = score.grades.compactMap(\.from)
    var questions: [BoundQuestion] = []
    if withQuestions {
      let isOwn = reachable(from: score.ownNodes, in: plan.nodes)
      for (index, question) in score.questions.enumerated() {
        let binder = QuestionBinder(question, number: index + 1, isOwn: isOwn, plan: plan)
        questions.append(binder.bind(disciplines: disciplines, vetoes: vetoes, &slots))
      }
    }
    self.questions = questions
    planeSlots = slots.planes
    pointSlots = slots.points
  }

  /// Slots given so far.
  struct Slots {
    private(set) var planes: [PlaneSlot] = []
    private(set) var points: [PointSlot] = []
    private var planeIndexes: [PlaneSlot: Int] = [:]
    private var pointIndexes: [PointSlot: Int] = [:]

    mutating func plane(_ slot: PlaneSlot) -> Int {
      if let index = planeIndexes[slot] { return index }
      planeIndexes[slot] = planes.count
      planes.append(slot)
      return planes.count - 1
    }

    mutating func points(_ slot: PointSlot) -> Int {
      if let index = pointIndexes[slot] { return index }
      pointIndexes[slot] = points.count
      points.append(slot)
      return points.count - 1
    }

    mutating func bind(_ discipline: DisciplinePlan) -> Discipline {
      let lines = discipline.lines.map { bind($0) }
      let fitsBytes = lines.allSatisfy {
        if case .constant(let points) = $0.points { (0...255).contains(points) } else { false }
      }
      return Discipline(
        lines: lines, fitsBytes: fitsBytes && !discipline.isSum, isSum: discipline.isSum,
        fullMarks: discipline.fullMarks, multiplier: discipline.multiplier, weight: discipline.weight)
    }

    private mutating func bind(_ line: LinePlan) -> Line {
      switch line {
      case .when(let node, let raw): return Line(plane: plane(.node(node)), points: .constant(raw))
      case .otherwise(let raw): return Line(plane: nil, points: .constant(raw))
      case .per(let counter, let each, let cap):
        return Line(
          plane: plane(.positive(counter)), points: .byRow(points(.per(counter, each: each, cap: cap))))
      case .aged(let counter, let node, let cap):
        return Line(plane: plane(.node(node)), points: .byRow(points(.aged(counter, cap: cap))))
      }
    }
  }
}
