import BantamEngine
import Testing

/// How the rows are cut into batches and given to threads changes nothing.
@Suite struct BatchTests {
  @Test(arguments: [0, 1, 2, 4_095, 4_096, 4_097, 9_000]) func batchesAndThreads(count: Int) {
    let random = RandomPlan(seed: UInt64(7 + count), contacts: count)
    let contacts = columns(of: random.contacts, plan: random.plan)
    func outcome(_ threads: Int, _ batchRows: Int) -> String {
      var request = random.request
      request.threads = threads
      request.batchRows = batchRows
      request.masks = Array(random.plan.nodes.indices)
      request.restsOn = request.masks
      request.scoresForAll = Set(random.plan.scores.indices)
      return "\(evaluate(random.plan, lists: random.lists, over: contacts, request: request))"
    }
    let expected = outcome(1, 4_096)
    for (threads, batchRows) in [(2, 4_096), (3, 64), (1, 1_000), (4, 1 << 16)] {
      #expect(outcome(threads, batchRows) == expected, "\(threads) threads, batches of \(batchRows)")
    }
  }
}
