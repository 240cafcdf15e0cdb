/// What follows: the pages about scores, the lead process, tests and settings.
let processPages: [LanguagePage] = [
  LanguagePage(
    "scores", "how promising a contact is: points by discipline",
    text: """
      A score has disciplines, each with a weight and 0 to 100 points; the total is
      their weighted mean. Of a plain discipline the first line that holds counts.
      `sum to 100` adds all lines that hold, never below 0 or above the sum.

      `10 per "visit" … up to 40` counts activities; `halving every 30 days` lets
      points fade. `veto` puts a contact into the lowest grade and says why.
      """,
    example: """
      fields { budget: money }

      score bant "BANT" {
          budget weight 60 {
              100 when budget >= 100_000 EUR
               60 when budget >=  25_000 EUR
                0 otherwise
          }
          need weight 40 sum to 100 {
               50 when did "demo_request" in last 60 days
               10 per "pricing_visit" in last 30 days up to 40
              -30 when did "unsubscribe" in last 90 days
          }
          veto "is a partner" when tags contains "partner"
      }
      """, seeAlso: ["grades", "missing", "campaigns"]),
  LanguagePage(
    "grades", "from points to letters and actions",
    text: """
      `grades of` a score gives each total a letter: lines in falling order, then
      `otherwise`, so that nothing is left out.

      In braces stands what follows. `open opportunity`, `hand over to TEAM` and
      `notify "…"` are done; what begins with `suggest` is proposed, and people
      accept or decline it: `convert to STAGE`, `keep in TEAM`, `demote to STAGE`,
      or a text.
      """,
    example: """
      score fit { size weight 1 { 100 when employees >= 50, 0 otherwise } }
      team sales ["ben@example.com"]

      grades of fit {
          A from 70 {
              open opportunity
              hand over to sales
              notify "call today"
          }
          B from 40 { suggest keep in sales }
          C otherwise { suggest "leave to the newsletter" }
      }
      """, seeAlso: ["scores", "funnels"]),
  LanguagePage(
    "funnels", "stages and the events that lead from one to the next",
    text: """
      A funnel has stages in rising order, `per project` or `per contact`. A line
      such as `lead to prospect when offer_made` names the events that move a
      contact; a way may lead back, and `and` adds a condition. Every change of
      stage goes through this gate, whoever asks for it.

      A stage may be `handled by` a team, `requires` fields, be `final`, or expect
      somebody to move on: `within 30 days else suggest …`.
      """,
    example: """
      team marketing ["anna@example.com"]
      team sales ["ben@example.com"]

      funnel three_stage per project {
          stage contact
          stage lead      handled by marketing  within 30 days else suggest demote to contact
          stage prospect  handled by sales      requires email
          stage customer  final

          contact  to lead      when campaign_joined
          lead     to prospect  when offer_made or converted
          prospect to customer  when offer_accepted
          lead     to contact   when demoted
      }
      """, seeAlso: ["events", "campaigns", "grades"]),
  LanguagePage(
    "campaigns", "whom we address, and who takes care of them",
    text: """
      A campaign starts from an `audience`. Each `exclude` removes, then the sample
      and the consent for its `purpose`; `limit` keeps the best. `internal` stands
      in the place of a purpose where nobody is written to.

      `assign` lines are asked in order: a team (`round robin`, `least loaded`,
      `weighted`), a person, or `previous owner`. `qualify with` names the score.
      `yields to` leaves contacts to another campaign; `snapshot` keeps the audience
      of the first run; `status` lines list what a member can be.
      """,
    example: """
      segment retail { industry = "Retail" }
      segment customers { did "order" }
      purpose newsletter { basis consent, channel email }
      team marketing ["anna@example.com", "ben@example.com"]

      campaign spring "Spring campaign" {
          audience  retail
          exclude   customers
          exclude   member of any other campaign in last 90 days
          purpose   newsletter
          limit     500
          assign    marketing round robin, at most 200 each
          status    "Sent"
          status    "Responded" responded
      }
      """, seeAlso: ["consent", "funnels", "scores"]),
  LanguagePage(
    "consent", "whether a contact may be written to",
    text: """
      A `purpose` says why contacts may be addressed: its legal basis (`consent`,
      `contract`, `legitimate interest`), its channel, and how long data is kept for
      it. A campaign names a purpose or says `internal`.

      Who has not that basis, objected, or is suppressed on the channel is removed
      last, after everything else, so that no `or` elsewhere can let anybody in
      again. `reachable for` asks for it in a condition, `bantam retention` lists
      what is due.
      """,
    example: """
      purpose newsletter "News by e-mail" {
          basis   consent
          channel email
          keep    2 years
      }
      purpose service {
          basis   contract when did "order" in last 2 years
          channel phone
      }

      segment readers { reachable for newsletter }
      campaign spring { audience readers, purpose newsletter }
      """, seeAlso: ["campaigns", "missing"]),
  LanguagePage(
    "tests", "what you expect of the rules",
    text: """
      A test gives contacts and says what the rules must answer. It knows only what
      it gives and has its own clock. `bantam test` runs all tests and shows, for
      one that fails, the way to the answer.

      Expected can be: `in` and `not in` a segment, `for a missing value`, a score's
      total or the points of a discipline, a grade, `lead of` a campaign, and what
      is `suggested`.
      """,
    example: """
      segment large of company { employees >= 50 }
      score fit { size weight 1 { 100 when large, 0 otherwise } }
      grades of fit { A from 50, B otherwise }

      test "fifty are many" {
          as of 2026-03-01
          given company acme { employees: 50 }
          given person of acme { job_title: "Owner" }
          given activity of acme "order" on 2026-02-20 { amount: 100 EUR }
          given company unknown
          expect acme in large
          expect acme fit = 100, grade A
          expect unknown in large for a missing value
      }
      """, seeAlso: ["segments", "missing", "scores"]),
  LanguagePage(
    "settings", "currency, zone, clock and where contacts come from",
    text: """
      `settings` hold for the whole rule set: the currency of all amounts, the zone
      that days are counted in, the clock where a run is not given another one, and
      the first month of the fiscal year.

      `contacts from table` reads a table that is there already and never changes
      it; fields name its columns with `from`.
      """,
    example: """
      edition 1

      settings {
          currency EUR
          zone "Europe/Berlin"
          as of 2026-03-01
          fiscal year starts in April
          contacts from table "crm_contacts" key "id" of person
      }

      fields {
          revenue  : money    from "revenue_eur"
          location : location from "lat", "lon"
      }
      """, seeAlso: ["time", "segments"]),
]
