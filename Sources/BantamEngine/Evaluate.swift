import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// Works a plan out over contacts: all segments, campaigns and scores in one pass.
///
/// Conditions that ask other rows (persons of a company, the company of a person) need passes before it, over the
/// conditions they ask about alone. `lists`: those of the program the plan was made of.
public func evaluate(
  _ plan: Plan, lists: [List], over columns: ContactColumns, request: EvaluationRequest = EvaluationRequest()
) -> Outcome {
  precondition(columns.columns.count == plan.columns.count, "columns and plan do not belong together")
  precondition(columns.kinds.count == columns.count, "every contact has a kind")
  let started = Clock.monotonicNanoseconds()
  let liveness = Liveness(plan, request)
  var work = Work(plan, lists: lists, over: columns, request: request, liveness)
  var given: [NodeID: Int] = [:]
  if !liveness.phases.isEmpty {
    let persons = CompanyPersons(
      kinds: columns.kinds, companyRows: columns.companyRows, count: columns.count)
    for phase in liveness.phases {
      work.bind(plan.nodes, liveness, given: given)
      let asked = Array(Set(phase.compactMap { plan.nodes[$0].askedOfOthers })).sorted()
      let planes = work.planes(of: asked)
      let answers = CrossRows(source: work.source, persons: persons, threads: request.threads)
      for node in phase {
        guard let position = plan.nodes[node].askedOfOthers.flatMap(asked.firstIndex(of:)) else { continue }
        given[node] = work.source.given.count
        work.source.given.append(answers.answer(plan.nodes[node], asked: planes[position]))
      }
    }
  }
  work.bind(plan.nodes, liveness, given: given)
  let prepared = Clock.monotonicNanoseconds()
  var outcome = work.outcome()
  outcome.profile?.preparingNanoseconds = prepared - started
  outcome.profile?.passNanoseconds = Clock.monotonicNanoseconds() - prepared
  return outcome
}

/// One plan over one set of contacts, ready to be worked on by several threads.
struct Work: Sendable {
  let plan: Plan
  let request: EvaluationRequest
  let scores: [BoundScore?]
  let activities: ActivityPlan?
  var source: RowSource
  private(set) var graph = Graph(steps: [], unknowns: [])
  /// Batches of rows, several of which are a thread's next piece of work.
  private let batches: [Range<Int>]
  private let parts: [Range<Int>]

  private static let rowsPerPart = 1 << 18
  private static let activitiesPerBatch = 1 << 15

  init(
    _ plan: Plan, lists: [List], over columns: ContactColumns, request: EvaluationRequest, _ liveness: Liveness
  ) {
    self.plan = plan
    self.request = request
    scores = plan.scores.enumerated().map { index, score in
      liveness.isScoreNeeded[index] ? BoundScore(score, plan: plan, withQuestions: request.intervals) : nil
    }
    let threads = request.threads
    activities = bindActivities(plan, lists: lists, over: columns, threads: threads)
    let nodes = plan.nodes
    let samples = zip(nodes, liveness.isLive).contains { if case (.sample, true) = ($0, $1) { true } else { false } }
    source = RowSource(
      count: columns.count, columns: columns.columns, needs: plan.columns, expressions: plan.expressions,
      today: plan.today,
      facts: FactTables(
        factsWanted(nodes, liveness.isLive), tests: plan.textTests, columns: columns.columns, lists: lists,
        threads: threads),
      textPairs: textPairsWanted(nodes, liveness.isLive, columns: columns.columns), kinds: columns.kinds,
      companyRows: columns.companyRows, sets: columns.sets, keys: samples ? sampleKeys(columns.keys) : [])
    batches = Self.batches(columns.count, request.batchRows, offsets: activities?.offsets)
    parts = Self.parts(batches, rows: columns.count, threads: threads)
  }

  /// Rows by batch; fewer where they have many activities.
  private static func batches(_ count: Int, _ batchRows: Int, offsets: Cells<Int32>?) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = 0
    while start < count {
      var end = min(start + batchRows, count)
      if let offsets {
        while end - start > 1, Int(offsets[end]) - Int(offsets[start]) > activitiesPerBatch {
          end = start + (end - start) / 2
        }
      }
      batches.append(start..<end)
      start = end
    }
    return batches
  }

  /// Ranges of batches: about four per thread, so that one that is slowed down does not hold up all.
  private static func parts(_ batches: [Range<Int>], rows: Int, threads: Int) -> [Range<Int>] {
    let rowsPerPart = max(min(Self.rowsPerPart, rows / (threads * 4)), 1)
    var parts: [Range<Int>] = []
    var start = 0
    for index in batches.indices
    where batches[index].upperBound - batches[start].lowerBound >= rowsPerPart || index == batches.count - 1 {
      parts.append(start..<index + 1)
      start = index + 1
      if start == batches.count { break }
    }
    return parts
  }

  mutating func bind(_ nodes: [Node], _ liveness: Liveness, given: [NodeID: Int]) {
    var isBindable = liveness.isLive
    // What asks a later phase's questions comes later; given nodes need nothing below them.
    for (id, node) in nodes.enumerated() where isBindable[id] && given[id] == nil {
      isBindable[id] = node.askedOfOthers == nil && node.inputs.allSatisfy { isBindable[$0] }
    }
    graph = bindNodes(
      nodes, isLive: isBindable, needsUnknown: liveness.needsUnknown, source: source, given: given)
  }

  /// The answers to some nodes for all rows.
  func planes(of nodes: [NodeID]) -> [ColumnBuffer] {
    let buffers = nodes.map { _ in ColumnBuffer(byteCount: source.count) }
    parallel(parts: parts.count, threads: request.threads) { part in
      withExtendedLifetime(evaluator(for: part)) { evaluator in
        for batch in batches[parts[part]] {
          evaluator.begin(batch)
          for (node, buffer) in zip(nodes, buffers) {
            (buffer.base + batch.lowerBound).copyMemory(from: evaluator.plane(of: node), byteCount: batch.count)
          }
        }
      }
    }
    return buffers
  }

  func outcome() -> Outcome {
    let masks = request.masks.map { _ in ColumnBuffer(byteCount: source.count) }
    let counters = request.counters.map { _ in ColumnBuffer(byteCount: 8 * source.count) }
    let results = PartResults(count: parts.count)
    parallel(parts: parts.count, threads: request.threads) { part in
      let worker = PartWorker(
        self, planes: evaluator(for: part), capacity: capacity(of: part), masks: masks, counters: counters)
      results.set(worker.run(batches[parts[part]]), at: part)
    }
    var outcome = joined(results.all, work: self)
    outcome.counters = counters.map { values in
      Array(UnsafeRawBufferPointer(start: values.base, count: 8 * source.count).bindMemory(to: Int64.self))
    }
    outcome.masks = masks.map { Array(UnsafeRawBufferPointer(start: $0.base, count: source.count)) }
    return outcome
  }

  private func capacity(of part: Int) -> Int { batches[parts[part]].reduce(0) { max($0, $1.count) } }

  private func evaluator(for part: Int) -> PlaneEvaluator {
    let capacity = capacity(of: part)
    let counters = activities.map { plan in
      let most = batches[parts[part]].reduce(0) {
        max($0, Int(plan.offsets[$1.upperBound]) - Int(plan.offsets[$1.lowerBound]))
      }
      return CounterEvaluator(plan: plan, capacity: capacity, activityCapacity: most)
    }
    return PlaneEvaluator(
      graph: graph, source: source, capacity: capacity, counters: counters,
      timer: request.profiles ? NodeTimer(nodes: plan.nodes.count) : nil)
  }
}

/// Where threads leave their results, each at a place of its own.
final class PartResults: @unchecked Sendable {
  private let results: UnsafeMutablePointer<Outcome>
  private let count: Int

  init(count: Int) {
    self.count = count
    results = .allocate(capacity: max(count, 1))
    results.initialize(repeating: Outcome(), count: count)
  }

  deinit {
    results.deinitialize(count: count)
    results.deallocate()
  }

  func set(_ outcome: Outcome, at part: Int) { results[part] = outcome }

  var all: [Outcome] { Array(UnsafeBufferPointer(start: results, count: count)) }
}
