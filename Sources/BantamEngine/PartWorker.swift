import BantamColumns
import BantamPlan
import BantamProgram

/// Works on a range of batches: counts, masks, campaigns, scores. For one thread.
final class PartWorker {
  private let work: Work
  private let planes: PlaneEvaluator
  private let masks: [ColumnBuffer]
  private let counters: [ColumnBuffer]
  private let scores: [ScoreEvaluator?]
  /// Who is left of the audience, who was removed last; then the candidates per score.
  private let marks: Scratch<UInt8>
  private let positions: Scratch<Int32>
  private var outcome: Outcome

  init(_ work: Work, planes: PlaneEvaluator, capacity: Int, masks: [ColumnBuffer], counters: [ColumnBuffer]) {
    self.work = work
    self.planes = planes
    self.masks = masks
    self.counters = counters
    scores = work.scores.enumerated().map { index, score in
      score.map {
        ScoreEvaluator(
          score: $0, planes: planes, capacity: capacity, withIntervals: work.request.intervals,
          assessments: work.request.assessments[index] ?? [])
      }
    }
    marks = Scratch(UInt8.self, rows: 2 + work.plan.scores.count, length: capacity)
    positions = Scratch(Int32.self, rows: 1, length: capacity + 1)
    outcome = Outcome()
    outcome.segments = Array(repeating: 0, count: work.plan.segments.count)
    outcome.restsOn = Array(repeating: 0, count: work.request.restsOn.count)
    outcome.rows = Array(repeating: [], count: work.request.rows.count)
    outcome.campaigns = work.plan.campaigns.map { campaign in
      var empty = CampaignOutcome()
      empty.removals = Array(repeating: 0, count: campaign.removals.count)
      return empty
    }
    outcome.scores = work.scores.map { score in
      score.map {
        var empty = ScoreOutcome()
        empty.points = Array(repeating: [], count: $0.disciplines.count)
        return empty
      }
    }
  }

  func run(_ batches: ArraySlice<Range<Int>>) -> Outcome {
    for batch in batches {
      planes.begin(batch)
      countNodes(batch)
      markEverybody(batch.count)
      for index in work.plan.campaigns.indices { run(campaign: index, batch) }
      for index in scores.indices { run(score: index, batch.count) }
    }
    for index in scores.indices {
      guard let evaluator = scores[index], var result = outcome.scores[index] else { continue }
      outcome.scores[index] = nil
      evaluator.flush(into: &result)
      outcome.scores[index] = result
    }
    outcome.profile = planes.timer?.profile
    return outcome
  }

  private func countNodes(_ batch: Range<Int>) {
    for (index, segment) in work.plan.segments.enumerated() {
      outcome.segments[index] += CountKernels.yes(planes.plane(of: segment.node), count: batch.count)
    }
    for (index, node) in work.request.restsOn.enumerated() {
      outcome.restsOn[index] += CountKernels.noOnMissing(planes.plane(of: node), count: batch.count)
    }
    for (node, mask) in zip(work.request.masks, masks) {
      let output = mask.base.assumingMemoryBound(to: UInt8.self) + batch.lowerBound
      CountKernels.answers(planes.plane(of: node), count: batch.count, into: output)
    }
    for (counter, values) in zip(work.request.counters, counters) {
      (values.base + batch.lowerBound * 8).copyMemory(from: planes.counterValues(counter), byteCount: batch.count * 8)
    }
    for (index, node) in work.request.rows.enumerated() {
      appendRows(of: planes.plane(of: node), batch, to: &outcome.rows[index])
    }
  }

  private func appendRows(of plane: PlanePointer, _ batch: Range<Int>, to list: inout [Int32]) {
    let rows = positions[0]
    let found = CountKernels.rows(of: plane, count: batch.count, from: Int32(batch.lowerBound), into: rows)
    list.append(contentsOf: UnsafeBufferPointer(start: rows, count: found))
  }

  /// Who is scored before any campaign is looked at: nobody, or everybody.
  private func markEverybody(_ count: Int) {
    for index in scores.indices where scores[index] != nil {
      let answer = work.request.scoresForAll.contains(index) ? Plane.yes : Plane.no
      LogicKernels.fill(answer, count: count, into: marks[2 + index])
    }
  }

  private func run(campaign index: Int, _ batch: Range<Int>) {
    let campaign = work.plan.campaigns[index]
    let (remaining, removed) = (marks[0], marks[1])
    LogicKernels.definite(planes.plane(of: campaign.audience), count: batch.count, into: remaining)
    var left = CountKernels.yes(remaining, count: batch.count)
    outcome.campaigns[index].audience += left
    for (step, removal) in campaign.removals.enumerated() where left > 0 {
      LogicKernels.remove(planes.plane(of: removal.node), from: remaining, count: batch.count, into: removed)
      let hits = CountKernels.yes(removed, count: batch.count)
      outcome.campaigns[index].removals[step] += hits
      left -= hits
    }
    if left == 0 { return }
    appendRows(of: remaining, batch, to: &outcome.campaigns[index].candidates)
    for score in campaign.scoreIndexes {
      _ = LogicKernels.or(into: marks[2 + score], remaining, count: batch.count)
    }
  }

  private func run(score index: Int, _ count: Int) {
    guard let evaluator = scores[index], var result = outcome.scores[index] else { return }
    let candidates = CountKernels.rows(of: marks[2 + index], count: count, from: 0, into: positions[0])
    if candidates == 0 { return }
    // Taken out while it grows, so that its lists are not copied.
    outcome.scores[index] = nil
    evaluator.collect(positions[0], count: candidates, into: &result)
    outcome.scores[index] = result
  }
}
