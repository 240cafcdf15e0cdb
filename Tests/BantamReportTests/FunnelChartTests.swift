import BantamReport
import Testing

/// The picture of a run, and the progress line.
struct FunnelChartTests {
  private let chart = FunnelChart(
    title: "spring (Frühjahrskampagne)",
    steps: [
      .init("audience hamburg_midmarket", 12_345, .remaining), .init("customer_of_ours", 345, .removed),
      .init("no consent for newsletter", 1_200, .removed), .init("leads", 10_800, .remaining), .init("A", 812, .part),
      .init("B", 2_100, .part), .init("C", 0, .part),
    ])

  @Test func drawsEachStep() {
    #expect(
      chart.text(width: 80) == """
        spring (Frühjahrskampagne)
          audience hamburg_midmarket   12,345  ████████████████████████████████  100.0 %
          − customer_of_ours              345  ▉                                   2.8 %
          − no consent for newsletter   1,200  ███▏                                9.7 %
          leads                        10,800  ████████████████████████████       87.5 %
            A                             812  ██▏                                 7.5 %
            B                           2,100  █████▌                             19.4 %
            C                               0                                      0.0 %

        """)
  }

  @Test func leavesTheBarsOutWhereThereIsNoRoom() {
    let lines = chart.text(width: 36).split(separator: "\n")
    #expect(lines[1] == "  audience hamb…  12,345  100.0 %")
    #expect(lines.allSatisfy { $0.count <= 36 })
  }

  @Test func progressShowsRateAndTimeLeftAtMostTenTimesASecond() {
    let second: Int64 = 1_000_000_000
    var bar = ProgressBar(title: "import", unit: "rows", width: 80, startNanoseconds: 0)
    #expect(bar.line(done: 10, share: 0.001, nowNanoseconds: second / 20) == nil)
    #expect(
      bar.line(done: 50_000, share: 0.25, nowNanoseconds: 2 * second)
        == "\rimport  █████▊                   25 %  50,000 rows  25,000 rows/s  0:06 left\u{1B}[K")
    #expect(bar.line(done: 50_001, share: 0.25, nowNanoseconds: 2 * second + 1) == nil)
    #expect(
      bar.line(done: 60_000, share: nil, nowNanoseconds: 3 * second) == "\rimport  60,000 rows  20,000 rows/s\u{1B}[K")
  }
}
