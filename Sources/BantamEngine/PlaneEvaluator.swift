import BantamColumns
import BantamPlan
import BantamSystem

/// Works out the planes of a graph for one batch of rows after the other, each node at most once per batch and only when
/// it is asked for. For one thread; nothing is allocated while it runs.
final class PlaneEvaluator {
  let source: RowSource
  let numbers: NumberEvaluator
  private let graph: Graph
  private let counters: CounterEvaluator?
  private let nodePlanes: Scratch<UInt8>
  private let factPlanes: Scratch<UInt8>
  private let wideNumbers: Scratch<UInt32>
  private let tallies: Scratch<UInt16>
  private let slots: [Int]
  private let noPlane: PlanePointer
  private let yesPlane: PlanePointer

  private(set) var rows = 0..<0
  private var batch: Int32 = 0
  /// The batch each node, and each table of facts, was last worked out in.
  private let nodeBatches: UnsafeMutablePointer<Int32>
  private let factBatches: UnsafeMutablePointer<Int32>
  private let planes: UnsafeMutablePointer<PlanePointer>
  /// Inputs of a node that are merged already.
  private let progress: UnsafeMutablePointer<Int32>
  private var open: [NodeID] = []
  /// nil: nobody asks for the time.
  let timer: NodeTimer?

  init(
    graph: Graph, source: RowSource, capacity: Int, counters: CounterEvaluator? = nil, timer: NodeTimer? = nil
  ) {
    self.timer = timer
    self.graph = graph
    self.source = source
    self.counters = counters
    numbers = NumberEvaluator(source: source, capacity: capacity)
    var used = 2
    var slots: [Int] = []
    for step in graph.steps {
      slots.append(used)
      if case .unused = step { continue }
      used += 1
    }
    self.slots = slots
    nodePlanes = Scratch(UInt8.self, rows: used, length: capacity)
    factPlanes = Scratch(UInt8.self, rows: source.facts.tables.count, length: capacity)
    wideNumbers = Scratch(UInt32.self, rows: 2, length: capacity)
    tallies = Scratch(UInt16.self, rows: 1, length: 3 * capacity)
    LogicKernels.fill(Plane.no, count: capacity, into: nodePlanes[0])
    LogicKernels.fill(Plane.yes, count: capacity, into: nodePlanes[1])
    noPlane = PlanePointer(nodePlanes[0])
    yesPlane = PlanePointer(nodePlanes[1])
    nodeBatches = .allocate(capacity: max(graph.steps.count, 1))
    nodeBatches.initialize(repeating: 0, count: graph.steps.count)
    factBatches = .allocate(capacity: max(source.facts.tables.count, 1))
    factBatches.initialize(repeating: 0, count: source.facts.tables.count)
    planes = .allocate(capacity: max(graph.steps.count, 1))
    planes.initialize(repeating: noPlane, count: graph.steps.count)
    progress = .allocate(capacity: max(graph.steps.count, 1))
    progress.initialize(repeating: 0, count: graph.steps.count)
  }

  deinit {
    nodeBatches.deallocate()
    factBatches.deallocate()
    planes.deallocate()
    progress.deallocate()
  }

  /// Starts a batch of at most `capacity` rows.
  func begin(_ rows: Range<Int>) {
    self.rows = rows
    batch += 1
    numbers.begin(rows)
    counters?.begin(rows)
  }

  /// The answers to a node for the batch's rows; valid until the next batch.
  func plane(of root: NodeID) -> PlanePointer {
    if nodeBatches[root] == batch { return planes[root] }
    push(root)
    while let node = open.last {
      if let needed = timed(node) { push(needed) } else { open.removeLast() }
    }
    return planes[root]
  }

  private func timed(_ node: NodeID) -> NodeID? {
    guard let timer else { return advance(node) }
    let started = Clock.monotonicNanoseconds()
    let needed = advance(node)
    timer.add(node, since: started, needed == nil ? planes[node] : nil, count: rows.count)
    return needed
  }

  func counterValues(_ counter: CounterID) -> UnsafePointer<Int64> {
    guard let counters else { preconditionFailure("counters belong to contacts") }
    return counters.values(of: counter)
  }

  private func push(_ node: NodeID) {
    progress[node] = 0
    open.append(node)
  }

  private func finish(_ node: NodeID, _ plane: PlanePointer) {
    planes[node] = plane
    nodeBatches[node] = batch
  }

  private func isDone(_ node: NodeID) -> Bool { nodeBatches[node] == batch }

  /// Works the node out as far as its inputs are there; returns the next input it needs, nil when it is done.
  private func advance(_ node: NodeID) -> NodeID? {
    let output = nodePlanes[slots[node]]
    switch graph.steps[node] {
    case .all(let inputs): return merge(node, inputs, isAll: true, into: output)
    case .any(let inputs): return merge(node, inputs, isAll: false, into: output)
    case .not(let input):
      if !isDone(input) { return input }
      LogicKernels.not(planes[input], count: rows.count, into: output)
      finish(node, output)
    case .atLeast(let least, let inputs):
      for index in inputs where !isDone(graph.inputs[index]) { return graph.inputs[index] }
      tally(inputs, least: least, into: output)
      finish(node, output)
    case .constant(let answer): finish(node, answer == Plane.no ? noPlane : yesPlane)
    case .given(let index):
      let plane = source.given[index].base.assumingMemoryBound(to: UInt8.self)
      finish(node, PlanePointer(plane + rows.lowerBound))
    case .kind, .isMissing, .range, .fact, .sameText, .number, .compare, .compareColumns, .anniversary, .radius,
      .sample, .set, .counter, .unused:
      evaluate(graph.steps[node], missing: graph.unknowns[node], into: output)
      finish(node, output)
    }
    return nil
  }

  /// And, or over inputs; the rest is skipped once the batch is decided.
  private func merge(_ node: NodeID, _ inputs: Range<Int>, isAll: Bool, into output: MutablePlanePointer) -> NodeID? {
    let neutral = isAll ? yesPlane : noPlane
    let decided = isAll ? noPlane : yesPlane
    let count = rows.count
    var merged = progress[node] == 0 ? neutral : planes[node]
    for index in inputs.dropFirst(Int(progress[node])) {
      let input = graph.inputs[index]
      if !isDone(input) {
        planes[node] = merged
        return input
      }
      progress[node] += 1
      let plane = planes[input]
      if plane == neutral { continue }
      if merged == neutral {
        merged = plane
      } else {
        let isOwn = merged == PlanePointer(output)
        let summary =
          isAll
          ? isOwn
            ? LogicKernels.and(into: output, plane, count: count)
            : LogicKernels.and(merged, plane, count: count, into: output)
          : isOwn
            ? LogicKernels.or(into: output, plane, count: count)
            : LogicKernels.or(merged, plane, count: count, into: output)
        merged = summary == (isAll ? Plane.no : Plane.yes) ? decided : PlanePointer(output)
      }
      if merged == decided { break }
    }
    finish(node, merged)
    return nil
  }

  private func tally(_ inputs: Range<Int>, least: UInt16, into output: MutablePlanePointer) {
    let counters = tallies[0]
    counters.update(repeating: 0, count: 3 * rows.count)
    for index in inputs { LogicKernels.tally(planes[graph.inputs[index]], count: rows.count, into: counters) }
    LogicKernels.atLeast(least, counters: counters, count: rows.count, into: output)
  }

  /// The byte of facts per row of one table.
  private func facts(_ table: Int) -> PlanePointer {
    let plane = factPlanes[table]
    if factBatches[table] == batch { return PlanePointer(plane) }
    let entry = source.facts.tables[table]
    let bytes = UnsafePointer(entry.bytes.base.assumingMemoryBound(to: UInt8.self))
    TextKernels.lookUp(source.columns[entry.column], rows: rows, in: bytes, into: plane)
    factBatches[table] = batch
    return PlanePointer(plane)
  }
}

extension PlaneEvaluator {
  /// Conditions that are not made of others.
  private func evaluate(_ step: Graph.Step, missing: UInt8, into output: MutablePlanePointer) {
    let count = rows.count
    switch step {
    case .kind(let kind):
      LogicKernels.equals(kind, source.kinds.base + rows.lowerBound, count: count, into: output)
    case .isMissing(let column): IntegerKernels.isMissing(source.columns[column], rows: rows, into: output)
    case .range(let column, let low, let high):
      IntegerKernels.range(source.columns[column], rows: rows, low: low, high: high, missing: missing, into: output)
    case .fact(let fact):
      let unknown = missing == Plane.no ? 0 : fact.missing
      TextKernels.fact(facts(fact.table), yes: fact.yes, missing: unknown, count: count, into: output)
    case .sameText(let pair): evaluate(source.textPairs[pair], missing: missing, into: output)
    case .number(let expression, let low, let high):
      let values = numbers.numbers(of: expression)
      NumberKernels.range(values, low: low, high: high, missing: missing, count: count, into: output)
    case .compare(let first, let relation, let second):
      let (left, right) = (numbers.numbers(of: first), numbers.numbers(of: second))
      NumberKernels.compare(left, relation, right, missing: missing, count: count, into: output)
    case .compareColumns(let first, let relation, let second):
      let (left, right) = numbers.values(of: first, and: second)
      NumberKernels.compare(left, relation, right, missing: missing, count: count, into: output)
    case .anniversary(let column, let anniversaries):
      anniversaries.evaluate(numbers.values(of: column), missing: missing, count: count, into: output)
    case .radius(let latitude, let longitude, let kernel):
      let (latitudes, longitudes) = (source.columns[latitude], source.columns[longitude])
      kernel.evaluate(latitudes: latitudes, longitudes: longitudes, rows: rows, missing: missing, into: output)
    case .sample(let low, let high, let buckets, let seed):
      atRows(source.keys) { drawSample($0, low, high, of: buckets, seed: seed, count: count, into: output) }
    case .set(let set): atRows(source.sets[set]) { LogicKernels.isSet($0, count: count, into: output) }
    case .counter(let counter, let low, let high):
      let values = counterValues(counter)
      NumberKernels.range(values, low: low, high: high, missing: missing, count: count, into: output)
    case .constant, .all, .any, .not, .atLeast, .given, .unused:
      preconditionFailure("not a condition of its own")
    }
  }

  private func evaluate(_ pair: TextPair, missing: UInt8, into output: MutablePlanePointer) {
    let (first, second) = (wideNumbers[0], wideNumbers[1])
    pair.firstNumbers.withUnsafeBufferPointer { numbers in
      guard let table = numbers.baseAddress else { return }
      TextKernels.lookUp(source.columns[pair.first], rows: rows, in: table, into: first)
    }
    pair.secondNumbers.withUnsafeBufferPointer { numbers in
      guard let table = numbers.baseAddress else { return }
      TextKernels.lookUp(source.columns[pair.second], rows: rows, in: table, into: second)
    }
    TextKernels.sameNumber(first, second, missing: missing, count: rows.count, into: output)
  }

  private func atRows<Value>(_ values: [Value], _ body: (UnsafePointer<Value>) -> Void) {
    precondition(rows.upperBound <= values.count, "fewer values than rows")
    values.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base + rows.lowerBound) } }
  }
}

private func drawSample(
  _ keys: UnsafePointer<UInt64>, _ low: Int, _ high: Int, of buckets: Int, seed: UInt64, count: Int,
  into output: MutablePlanePointer
) {
  for row in 0..<count {
    let bucket = stableBucket(key: keys[row], seed: seed, count: buckets)
    output[row] = bucket >= low && bucket <= high ? Plane.yes : Plane.no
  }
}
