extension ChainCases {
  /// What is seen in projections that people wrote.
  static let wild = FoldCase.table(
    #"""
    # functions of the old kind
    fromCategory('account')
      .foreachStream()
      .when({
        $init: function () { return { count: 0 }; },
        A: function (s, e) { s.count += 1; return s; }
      });
    --
    A => {"count":1}
    A => {"count":2}

    # arrow functions with spread
    ….when({
      $init: () => ({ items: [] }),
      Added: (s, { data }) => ({ ...s, items: [...s.items, data.item] }),
      Removed: (s, { data }) => ({ ...s, items: s.items.filter(i => i !== data.item) }),
    })
    --
    Added {"item":"a"} => {"items":["a"]}
    Added {"item":"b"} => {"items":["a","b"]}
    Removed {"item":"a"} => {"items":["b"]}

    # helpers and closures at top level
    const rates = { EUR: 1, USD: 2 }
    let convert = (amount, currency) => amount * rates[currency]
    function add(s, amount) { s.total = (s.total || 0) + amount }
    var adder = factor => (s, e) => add(s, convert(e.body.amount, e.body.currency) * factor)
    fromCategory("account").foreachStream().when({ Paid: adder(1), Refunded: adder(-1) })
    --
    Paid {"amount":10,"currency":"USD"} => {"total":20}
    Refunded {"amount":5,"currency":"EUR"} => {"total":15}

    # templates
    ….when({ A(s, e) { s.name = `${e.body.first} ${e.body.last}`.toUpperCase() } })
    --
    A {"first":"Ada","last":"L"} => {"name":"ADA L"}

    # arithmetic with dates
    ….when({
      Opened(s, e) { s.opened = e.created },
      Closed(s, e) { s.days = Math.round((new Date(e.created) - new Date(s.opened)) / 86400000) },
    })
    --
    Opened => {"opened":"2026-01-01T10:00:00.123456Z"}
    Noted => {"opened":"2026-01-01T10:00:00.123456Z"}
    Closed => {"opened":"2026-01-01T10:00:00.123456Z","days":2}

    # a date as the key of a day
    ….when({ A(s, e) {
      const day = new Date(e.created).toISOString().slice(0, 10)
      s[day] = (s[day] || 0) + 1
    } })
    --
    A => {"2026-01-01":1}
    A => {"2026-01-01":1,"2026-01-02":1}

    # JSON in a text
    ….when({ A(s, e) { Object.assign(s, JSON.parse(e.body.payload)) } })
    --
    A {"payload":"{\"a\":{\"b\":1}}"} => {"a":{"b":1}}

    # JSON that is none
    ….when({ A(s, e) { s.p = JSON.parse(e.body.payload) } })
    --
    A {"payload":"{"} => {} ! account.js:1:74: SyntaxError: JSON Parse error: Expected '}'

    # array methods
    ….when({
      $init: () => [],
      Put(s, e) {
        const at = s.findIndex(x => x.id === e.body.id)
        if (at < 0) s.push(e.body)
        else s[at] = { ...s[at], ...e.body }
        s.sort((a, b) => a.id - b.id)
      },
      Cut(s, e) { s.splice(s.findIndex(x => x.id === e.body.id), 1) },
    })
    --
    Put {"id":2} => [{"id":2}]
    Put {"id":1,"a":1} => [{"id":1,"a":1},{"id":2}]
    Put {"id":2,"b":2} => [{"id":1,"a":1},{"id":2,"b":2}]
    Cut {"id":1} => [{"id":2,"b":2}]

    # sums by reduce, entries, and fromEntries
    ….when({ A(s, e) {
      s.by = Object.fromEntries(Object.entries(e.body).map(([k, v]) => [k, v.reduce((a, b) => a + b, 0)]))
    } })
    --
    A {"x":[1,2],"y":[]} => {"by":{"x":3,"y":0}}

    # a set and a map inside a handler
    ….when({ A(s, e) {
      s.tags = [...new Set([...(s.tags ?? []), ...e.body.tags])]
      const lengths = new Map(s.tags.map(t => [t, t.length]))
      s.longest = Math.max(...lengths.values())
    } })
    --
    A {"tags":["b","a"]} => {"tags":["b","a"],"longest":1}
    A {"tags":["a","cc"]} => {"tags":["b","a","cc"],"longest":2}

    # regular expressions and the methods of texts
    ….when({ A(s, e) {
      const { groups: { year, month } } = /(?<year>\d{4})-(?<month>\d\d)/.exec(e.created)
      s.v = [year, month.padStart(4, "0"), e.body.t.replace(/\s+/g, "_"), e.body.t.split(" ").length]
    } })
    --
    A {"t":"a b  c"} => {"v":["2026","0001","a_b_c",4]}

    # optional chaining and defaults
    ….when({ A(s, e) { s.v = e.body?.a?.b?.c ?? "none"; s.w = e.body.list?.[0]; s.w ??= 0 } })
    --
    A {"a":{}} => {"v":"none","w":0}
    A {"a":{"b":{"c":1}},"list":[2]} => {"v":1,"w":2}

    # switch, loops, labels, try and finally
    ….when({ $any(s, e) {
      switch (e.eventType) {
        case "A":
          s.n = 0
          outer: for (let i = 0; i < 5; i++) for (const j of [1, 2]) { if (i === 3) break outer; s.n += j }
          break
        default:
          try { null.x } catch (error) { s.caught = error.name } finally { s.done = true }
      }
    } })
    --
    A => {"n":9}
    B => {"n":9,"caught":"TypeError","done":true}

    # a class for what is reckoned, not for the state
    class Money {
      #cents
      constructor(cents) { this.#cents = cents }
      plus(other) { return new Money(this.#cents + other.#cents) }
      get euros() { return (this.#cents / 100).toFixed(2) }
    }
    fromCategory("account").foreachStream().when({ A(s, e) { s.v = new Money(150).plus(new Money(e.body.c)).euros } })
    --
    A {"c":50} => {"v":"2.00"}

    # an error of one's own
    class TooMuch extends Error {
      constructor(n) { super(`${n} is too much`); this.name = "TooMuch" }
    }
    fromCategory("account").foreachStream().when({ A(s, e) { if (e.body.n > 9) throw new TooMuch(e.body.n); s.n = e.body.n } })
    --
    A {"n":10} => {} ! account.js:2:25: TooMuch: 10 is too much
    A {"n":9} => {"n":9}

    # generators and iterators
    function* upTo(n) { for (let i = 1; i <= n; i++) yield i }
    fromCategory("account").foreachStream().when({ A(s, e) { s.v = [...upTo(e.body.n)] } })
    --
    A {"n":3} => {"v":[1,2,3]}

    # a table that is nested by keys
    ….when({ A(s, e) { const { shop, item } = e.body; (s[shop] = s[shop] || {})[item] = (s[shop][item] || 0) + 1 } })
    --
    A {"shop":"x","item":"i"} => {"x":{"i":1}}
    A {"shop":"x","item":"j"} => {"x":{"i":1,"j":1}}
    A {"shop":"y","item":"i"} => {"x":{"i":1,"j":1},"y":{"i":1}}

    # members are deleted
    ….when({ A(s, e) { s[e.body.k] = 1 }, B(s, e) { delete s[e.body.k] } })
    --
    A {"k":"x"} => {"x":1}
    A {"k":"y"} => {"x":1,"y":1}
    B {"k":"x"} => {"y":1}

    # arguments, var, and a function that is used before it stands
    ….when({ A: function () { var s = arguments[0]; s.n = twice(arguments[1].body.n) } })
    function twice(n) { return n * 2 }
    --
    A {"n":2} => {"n":4}

    # not strict, as the server runs it
    ….when({ A: function (s, e) { s.v = 010; with (e.body) { s.n = n } } })
    --
    A {"n":2} => {"v":8,"n":2}

    # numbers beyond 2^53 by BigInt, in a text
    ….when({ A(s, e) { s.n = (BigInt(e.body.n) + 1n).toString() } })
    --
    A {"n":"9007199254740993"} => {"n":"9007199254740994"}

    # one object in two places becomes two
    ….when({
      $init: () => ({ items: [] }),
      A(s, e) { s.last = { n: e.body.n }; s.items.push(s.last) },
      B(s) { s.last.n = 0 },
    })
    --
    A {"n":1} => {"items":[{"n":1}],"last":{"n":1}}
    B => {"items":[{"n":1}],"last":{"n":0}}
    A {"n":2} => {"items":[{"n":1},{"n":2}],"last":{"n":2}}
    (1) warning account.js:3: shared: one object stands in two places of the state, of which its JSON makes two; not state.last = item; state.items.push(item), but state.last = { ...item }
    """#)
}
