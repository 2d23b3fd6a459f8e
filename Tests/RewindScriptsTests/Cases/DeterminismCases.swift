/// What would differ from run to run; see ``FoldCase``.
enum DeterminismCases {
  static let all = FoldCase.table(
    #"""
    # the time now is the event's
    export default { A: () => ({
      now: Date.now(), date: new Date().toISOString(), text: Date(), same: new Date().getTime() === Date.now(),
    }) }
    --
    A => {"now":1767261600123,"date":"2026-01-01T10:00:00.123Z","text":"Thu Jan 01 2026 10:00:00 GMT+0000 (Coordinated Universal Time)","same":true}
    A => {"now":1767348000123,"date":"2026-01-02T10:00:00.123Z","text":"Fri Jan 02 2026 10:00:00 GMT+0000 (Coordinated Universal Time)","same":true}
    (1) warning account.js:2: clock: the time now is the time of the event; not Date.now(), but the time that the event says

    # the time zone is UTC
    export default { A: () => [
      new Date(2020, 0, 1).getTime(), new Date(2020, 6, 1).getTimezoneOffset(), new Date(0).getHours(),
      Date.UTC(2020, 0, 1), new Date("2020-01-01T00:00").getTime(), new Date(2020, 0, 1, 5).toString(),
    ] }
    --
    A => [1577836800000,0,0,1577836800000,1577836800000,"Wed Jan 01 2020 05:00:00 GMT+0000 (Coordinated Universal Time)"]

    # dates are dates
    class Day extends Date { }
    export default { A: () => [
      new Date(0) instanceof Date, new Date(0).constructor === Date, Date.name, Date.length,
      Date.parse("1970-01-01T00:00:01Z"), new Day(5).getTime(), new Date(new Date(7)).getTime(), Date(5).length > 9,
    ] }
    --
    A => [true,true,"Date",7,1000,5,7,true]
    (1) warning account.js:4: clock

    # at the top level and in initialState there is no event, and the time is 1970
    const started = Date.now()
    export const initialState = () => ({ started, now: Date.now() })
    export const evolve = s => ({ ...s, later: Date.now() })
    --
    => {"started":0,"now":0}
    A => {"started":0,"now":0,"later":1767261600123}
    (0) warning account.js:1: clock

    # random numbers are warned of
    export default { A: () => typeof Math.random() }
    --
    A => "number"
    (1) warning account.js:1: chance: the numbers come from the event's id, the same each time; not Math.random(), but a number that the event carries
    (1) warning account.js:1: scalar: the state is a text

    # a top-level variable that is assigned is warned of
    let total = 0
    var last
    const rate = 2
    export default { A(s, e) { total += e.data.n; last = e.type; s.total = total * rate } }
    --
    A {"n":0} => {"total":0}
    (1) warning account.js:2: variable: the top-level last changes while folding, and carries it from stream to stream; not last, but state.last

    # a top-level object that is changed is warned of
    const seen = {}, other = 1
    const names = new Set()
    const word = /a/g
    export default { A(s, e) { seen[e.type] = 1; names.add(e.type); s.a = 1; word.test("a") } }
    --
    A => {"a":1}
    (1) warning account.js:1: variable: the top-level seen changes
    (1) warning account.js:2: variable: the top-level names changes
    (1) warning account.js:3: variable: the top-level word changes

    # variables of functions are nobody's business
    function count(list) {
      let n = 0
      for (const x of list) n++
      return n
    }
    export default { A(s, e) { let n = count([1, 2]); s.n = n } }
    --
    A => {"n":2}

    # log and console say what they are given
    log("top")
    export default { A(s, e) { log("n", e.data.n); console.log({ a: 1 }); console.error("x", undefined); s.a = 1 } }
    --
    A {"n":1} => {"a":1}
    B => {"a":1}
    A {"n":2} => {"a":1}
    (0) log top
    (1) log n 1
    (1) log {"a":1}
    (1) log x undefined
    (3) log n 2
    (3) log {"a":1}
    (3) log x undefined

    # log is told once, though the event is asked for again
    export default { A(s, e) { log("before"); s.user = e.metadata.user; log(Date.now()) } }
    --
    A => {"user":"u1"}
    A => {"user":"u1"}
    (1) log before
    (1) warning account.js:1: clock
    (1) log 1767261600123
    (2) log before
    (2) log 1767348000123

    # log is told once, though events are folded again
    export default { A(s, e) { log(e.data.n); s.n = e.data.n }, B(s) { log("b"); s.x.y = 1 } }
    --
    A {"n":1} => {"n":1}
    B => {"n":1} ! account.js:1:81: TypeError
    A {"n":2} => {"n":2}
    (1) log 1
    (2) log b
    (3) log 2

    # what cannot be shown is logged all the same
    export default { A(s) { log(1n, Symbol("x"), () => 1, { get x() { throw 1 } }); s.a = 1 } }
    --
    A => {"a":1}
    (1) log 1n Symbol(x) () => 1 something that cannot be shown

    # what JSON has not is logged as it is written
    export default { A(s) {
      const a = { n: 1n, f() {} }
      a.self = a
      log(a, new Map([["x", { y: 1 }]]), new Set([1, "b"]), [new Date(0), undefined, NaN], new TypeError("no"))
      s.a = 1
    } }
    --
    A => {"a":1}
    (1) log {"n":1n,"f":[function f],"self":[circular]} Map(1) {"x" => {"y":1}} Set(2) {1,"b"} [1970-01-01T00:00:00.000Z,undefined,NaN] TypeError: no

    # the console has tables, groups, counts and assertions
    export default { A(s) {
      console.group("rows")
      console.table([{ n: 1, name: "one" }, { n: 200 }])
      console.groupEnd()
      console.dir({ a: 1 })
      console.count("x")
      console.count("x")
      console.assert(true, "yes")
      console.assert(false, "no")
      console.time("t")
      console.timeEnd("t")
      console.group("left open")
      s.a = 1
    }, B(s) { log("b") } }
    --
    A => {"a":1}
    B => {"a":1}
    (1) log rows
    (1) log      n    name
    (1) log   0  1    one
    (1) log   1  200
    (1) log {"a":1}
    (1) log x: 1
    (1) log x: 2
    (1) log Assertion failed: no
    (1) log left open
    (2) log b

    # integers beyond 2^53 in a state
    export default { A: (s, e) => ({ n: 2 ** 53 + 2, m: 2 ** 53 - 1, f: 1.5e300 }) }
    --
    A => {"n":9007199254740994,"m":9007199254740991,"f":1.5e+300}
    A => {"n":9007199254740994,"m":9007199254740991,"f":1.5e+300}
    (1) warning account.js:1: rounded: 9007199254740994 is an integer beyond 2^53, of which digits are lost; not a number, but a text, or BigInt(text).toString()

    # a text as a state
    export default { A: (s, e) => e.data.status }
    --
    A {"status":"open"} => "open"
    (1) warning account.js:1: scalar: the state is a text; not return "open", but return { text: … }

    # a number as a state
    export default { $init: () => 0, A: s => s + 1 }
    --
    => 0
    A => 1
    (0) warning account.js:1: scalar: the state is a number; not return 0, but return { number: … }

    # half a character in a state
    export default { A: (s, e) => ({ first: e.data.name[0], path: "C:\\udata" }), B: s => ({ path: "C:\\udata" }) }
    --
    B => {"path":"C:\\udata"}
    A {"name":"Zoë"} => {"first":"Z","path":"C:\\udata"}
    A {"name":"🙂"} => {"first":"�","path":"C:\\udata"}
    B => {"path":"C:\\udata"}
    (3) warning account.js:1: half: a text of the state has half a character, \ud83d, which is shown as U+FFFD; not text[0], but [...text][0]

    # texts are split as ever
    export default {
      A: (s, { data: { text, limit } }) => [/,/, /,/y, /(,)|;/, /(?:)/u, /\b/, /x*/, /$/m, /(x)*/g]
        .map(by => text.split(by, limit).map(part => part ?? 0)),
    }
    --
    A {"text":"a,b;c"} => [["a","b;c"],["a","b;c"],["a",",","b",0,"c"],["a",",","b",";","c"],["a",",","b",";","c"],["a",",","b",";","c"],["a,b;c"],["a",0,",",0,"b",0,";",0,"c"]]
    A {"text":""} => [[""],[""],[""],[],[""],[],[],[]]
    A {"text":"axxb\nc🙂d","limit":4} => [["axxb\nc🙂d"],["axxb\nc🙂d"],["axxb\nc🙂d"],["a","x","x","b"],["axxb","\n","c","🙂"],["a","b","\n","c"],["axxb","\nc🙂d"],["a","x","b",0]]
    A {"text":","} => [["",""],["",""],["",",",""],[","],[","],[","],[","],[","]]

    # numbers and dates in words are the same anywhere
    export default { A: () => [(1234.5).toLocaleString(), new Date(0).toLocaleDateString(), "ä".localeCompare("z") < 0] }
    --
    A => ["1,234.5","1/1/1970",true]

    # what happens later happens not at all
    export default { A(s) { Promise.resolve().then(() => { s.later = 1 }); s.a = 1 }, B(s) { s.b = 1 } }
    --
    A => {"a":1}
    B => {"a":1,"b":1}
    """#)
}
