import BantamColumns
import BantamPlan
import BantamProgram

/// The activities of a plan, made ready: scans share their kinds, windows and conditions.
struct ActivityPlan: Sendable {
  struct Scan: Sendable {
    /// Nodes of the graph.
    var kind: NodeID?
    var condition: NodeID?
    /// Index into `windows`.
    var window: Int
  }

  struct Window: Sendable, Hashable {
    var from: Int64
    var through: Int64
  }

  enum Number: Sendable {
    case count(scan: Int)
    case edge(isLast: Bool, scan: Int)
    case aggregate(ActivityKernels.Total, ColumnID, scan: Int)
    case sequence(scan: Int, withinMilliseconds: Int64, after: Int)
    case agedLatest(ActivityKernels.Ageing, scan: Int)
    case agedEach(ActivityKernels.Ageing, scan: Int)
  }

  var graph: Graph
  var source: RowSource
  var offsets: Cells<Int32>
  var instants: Cells<Int64>
  var scans: [Scan]
  var windows: [Window]
  var numbers: [Number]
}

/// Works out the counters of one batch of contacts after the other: the activities of a batch are one range of rows.
/// For one thread.
final class CounterEvaluator {
  private let plan: ActivityPlan
  private let planes: PlaneEvaluator
  private let scanPlanes: Scratch<UInt8>
  private let windowPlanes: Scratch<UInt8>
  private let totals: Scratch<Int32>
  private let results: Scratch<Int64>
  private var scanBatches: [Int32]
  private var windowBatches: [Int32]
  private var resultBatches: [Int32]
  private var batch: Int32 = 0
  private var contacts = 0..<0
  private var activities = 0..<0

  /// So many contacts, and activities of them, at once at most.
  init(plan: ActivityPlan, capacity: Int, activityCapacity: Int) {
    self.plan = plan
    planes = PlaneEvaluator(graph: plan.graph, source: plan.source, capacity: activityCapacity)
    scanPlanes = Scratch(UInt8.self, rows: plan.scans.count, length: activityCapacity)
    windowPlanes = Scratch(UInt8.self, rows: plan.windows.count, length: activityCapacity)
    totals = Scratch(Int32.self, rows: 1, length: activityCapacity + 1)
    results = Scratch(Int64.self, rows: plan.numbers.count, length: capacity)
    scanBatches = Array(repeating: 0, count: plan.scans.count)
    windowBatches = Array(repeating: 0, count: plan.windows.count)
    resultBatches = Array(repeating: 0, count: plan.numbers.count)
  }

  func begin(_ contacts: Range<Int>) {
    self.contacts = contacts
    activities = Int(plan.offsets[contacts.lowerBound])..<Int(plan.offsets[contacts.upperBound])
    batch += 1
    planes.begin(activities)
  }

  /// The counter per contact, `Int64.min` where missing; valid until the next batch.
  func values(of counter: CounterID) -> UnsafePointer<Int64> {
    let output = results[counter]
    if resultBatches[counter] == batch { return UnsafePointer(output) }
    resultBatches[counter] = batch
    plan.offsets.withUnsafeBufferPointer { offsets in
      plan.instants.withUnsafeBufferPointer { instants in
        guard let offsets = offsets.baseAddress else { return }
        // Without any activity there is no instant to point at, and none is read.
        let first = instants.baseAddress.map { $0 + activities.lowerBound } ?? UnsafePointer(output)
        evaluate(plan.numbers[counter], offsets + contacts.lowerBound, first, into: output)
      }
    }
    return UnsafePointer(output)
  }

  private func evaluate(
    _ number: ActivityPlan.Number, _ offsets: UnsafePointer<Int32>, _ instants: UnsafePointer<Int64>,
    into output: UnsafeMutablePointer<Int64>
  ) {
    let count = contacts.count
    switch number {
    case .count(let scan):
      let plane = plane(of: scan, instants)
      ActivityKernels.count(plane, offsets: offsets, count: count, totals: totals[0], into: output)
    case .edge(let isLast, let scan):
      let plane = plane(of: scan, instants)
      ActivityKernels.edge(isLast: isLast, plane, instants, offsets: offsets, count: count, into: output)
    case .aggregate(let total, let column, let scan):
      let plane = plane(of: scan, instants)
      let values = planes.numbers.values(of: column)
      ActivityKernels.aggregate(total, plane, values, offsets: offsets, count: count, into: output)
    case .sequence(let scan, let limit, let earlier):
      let (later, before) = (plane(of: scan, instants), plane(of: earlier, instants))
      ActivityKernels.sequence(
        later, after: before, withinMilliseconds: limit, instants, offsets: offsets, count: count, into: output)
    case .agedLatest(let ageing, let scan):
      let plane = plane(of: scan, instants)
      ActivityKernels.agedLatest(ageing, plane, instants, offsets: offsets, count: count, into: output)
    case .agedEach(let ageing, let scan):
      let plane = plane(of: scan, instants)
      ActivityKernels.agedEach(ageing, plane, instants, offsets: offsets, count: count, into: output)
    }
  }

  /// Which activities of the batch a scan counts.
  private func plane(of index: Int, _ instants: UnsafePointer<Int64>) -> PlanePointer {
    let output = scanPlanes[index]
    if scanBatches[index] == batch { return PlanePointer(output) }
    scanBatches[index] = batch
    let scan = plan.scans[index]
    output.update(from: windowPlane(scan.window, instants), count: activities.count)
    for node in [scan.kind, scan.condition] {
      if let node { _ = LogicKernels.and(into: output, planes.plane(of: node), count: activities.count) }
    }
    return PlanePointer(output)
  }

  private func windowPlane(_ index: Int, _ instants: UnsafePointer<Int64>) -> PlanePointer {
    let output = windowPlanes[index]
    if windowBatches[index] == batch { return PlanePointer(output) }
    windowBatches[index] = batch
    let window = plan.windows[index]
    if window.from == .min, window.through == .max {
      LogicKernels.fill(Plane.yes, count: activities.count, into: output)
    } else {
      ActivityKernels.window(
        instants, from: window.from, through: window.through, count: activities.count, into: output)
    }
    return PlanePointer(output)
  }
}
