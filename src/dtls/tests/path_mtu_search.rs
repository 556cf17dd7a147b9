//! The search for the path's MTU over the simulated network: the number of each direction, lowered and raised later, with
//! losses, interruptions, and what a network says that may be wrong.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::time::Duration;

use dtls::error::Reason;
use dtls::msg::CipherSuite as S;
use dtls::{
    Config, Event, Heartbeats, PathMtuPhase as Phase, PathMtuSearch, PathMtuStep, Renegotiation,
    Transport,
};
use sim::{Fate, Rules, Side, World};

const SEARCH: PathMtuSearch = PathMtuSearch {
    least: 548,
    most: 1472,
    confirm_after: Duration::from_secs(15),
    raise_after: Duration::from_secs(600),
};
const SECOND: Duration = Duration::from_secs(1);

fn config() -> Config {
    Config {
        heartbeats: Heartbeats::Answer,
        mtu: 548,
        ..Config::default()
    }
}

fn connected(config: Config, rules: Rules, seed: u64) -> World {
    let mut world = World::new(config.clone(), config, rules, seed);
    assert!(world.handshake(), "seed {seed}");
    world.run(5 * SECOND, |_| false);
    world
}

fn limited(to_server: usize, to_client: usize) -> Rules {
    Rules {
        mtu_to_server: to_server,
        mtu_to_client: to_client,
        ..Rules::default()
    }
}

fn begin(world: &mut World, side: Side) {
    let begun = world.peer(side).connection.search_path_mtu(SEARCH);
    begun.unwrap();
}

fn begin_both(world: &mut World) {
    for side in [Side::Client, Side::Server] {
        begin(world, side);
    }
}

fn mtu(world: &World, side: Side) -> usize {
    match side {
        Side::Client => world.client.connection.mtu(),
        Side::Server => world.server.connection.mtu(),
    }
}

fn phase(world: &World, side: Side) -> Option<Phase> {
    match side {
        Side::Client => world.client.connection.path_mtu_phase(),
        Side::Server => world.server.connection.path_mtu_phase(),
    }
}

/// Runs until the side's search is complete; how long it took.
fn complete(world: &mut World, side: Side) -> Duration {
    let start = world.now;
    let done = world.run(600 * SECOND, |world| {
        phase(world, side) == Some(Phase::Complete)
    });
    assert!(done, "{:?} {}", phase(world, side), mtu(world, side));
    world.now - start
}

/// Sends a little data every second until `done`; how long it took, in virtual time.
fn talk(world: &mut World, side: Side, mut done: impl FnMut(&World) -> bool) -> Duration {
    let start = world.now;
    while !done(world) {
        assert!(world.now - start < 2000 * SECOND, "{}", mtu(world, side));
        world.send(side, b"a little data");
        world.run(SECOND, &mut done);
    }
    world.now - start
}

fn steps(world: &mut World, side: Side) -> Vec<PathMtuStep> {
    let events = std::mem::take(&mut world.peer(side).events);
    let steps = events.into_iter().filter_map(|event| match event {
        Event::PathMtu { step, .. } => Some(step),
        _ => None,
    });
    steps.collect()
}

#[test]
fn each_direction_has_its_number() {
    let suites = [
        S::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        S::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
    ];
    let limits = [
        (1472, 1472),
        (1471, 1473),
        (1400, 1300),
        (1200, 1201),
        (1199, 1372),
        (549, 548),
        (550, 1464),
        (9000, 800),
    ];
    for suite in suites {
        for (seed, (to_server, to_client)) in (0..).zip(limits) {
            let config = Config {
                suites: vec![suite],
                ..config()
            };
            let mut world = connected(config, limited(to_server, to_client), seed);
            begin_both(&mut world);
            for (side, limit) in [(Side::Client, to_server), (Side::Server, to_client)] {
                let what = format!("{suite:?} {side:?} {limit}");
                let took = complete(&mut world, side);
                assert!(took <= 20 * SECOND, "{what}: {took:?}");
                let limit = limit.min(SEARCH.most);
                let connection = &mut world.peer(side).connection;
                let (found, data) = (connection.mtu(), connection.data_mtu());
                // Exact for what carries data: ciphers with blocks have no record of every length.
                connection.set_mtu(limit);
                assert_eq!(connection.data_mtu(), data, "{what}: {found}");
                assert!(found <= limit && found + 16 > limit, "{what}: {found}");
            }
        }
    }
}

/// Nothing larger is sent than what was found, and the network was asked a few times only.
#[test]
fn a_usual_path_takes_three_probes() {
    let mut world = connected(config(), limited(1472, 1472), 3);
    begin(&mut world, Side::Client);
    assert_eq!(mtu(&world, Side::Client), 1200, "nothing is known yet");
    assert!(complete(&mut world, Side::Client) < SECOND);
    assert_eq!(
        steps(&mut world, Side::Client),
        [
            PathMtuStep::Entered(Phase::Base),
            PathMtuStep::Answered(1200),
            PathMtuStep::Entered(Phase::Searching),
            PathMtuStep::Answered(1472),
            PathMtuStep::Answered(1472),
            PathMtuStep::Entered(Phase::Complete),
        ]
    );
    let seal = world.client.seal(&[0; 1472 - 37]);
    assert_eq!(
        (seal.len(), world.client.connection.data_mtu()),
        (1472, 1472 - 37)
    );
}

/// RFC 8899's black hole: the size that was found does not pass any more.
#[test]
fn a_lowered_mtu_is_found_in_time() {
    for (seed, before, after) in [
        (1, 1472, 1400),
        (2, 1472, 1199),
        (3, 1300, 600),
        (4, 1000, 560),
        (5, 1472, 1471),
    ] {
        let mut world = connected(config(), limited(before, before), seed);
        begin(&mut world, Side::Client);
        complete(&mut world, Side::Client);
        assert_eq!(mtu(&world, Side::Client), before);
        world.network.rules.mtu_to_server = after;
        let stops = talk(&mut world, Side::Client, |world| {
            mtu(world, Side::Client) <= after
        });
        let finds = stops
            + talk(&mut world, Side::Client, |world| {
                mtu(world, Side::Client) == after
                    && phase(world, Side::Client) == Some(Phase::Complete)
            });
        // The time of a confirmation with its tries, and that of a search.
        assert!(stops <= 30 * SECOND, "{before} {after}: {stops:?}");
        assert!(finds <= 50 * SECOND, "{before} {after}: {finds:?}");
    }
}

#[test]
fn a_raised_mtu_is_found_when_the_time_has_come() {
    let mut world = connected(config(), limited(1300, 1300), 8);
    begin(&mut world, Side::Client);
    complete(&mut world, Side::Client);
    world.network.rules.mtu_to_server = 1452;
    let finds = talk(&mut world, Side::Client, |world| {
        mtu(world, Side::Client) == 1452
    });
    assert!((600..620).contains(&finds.as_secs()), "{finds:?}");
}

/// Losses of other kinds only delay it, whoever else is unlucky; nothing else notices them.
#[test]
fn losses_do_not_spoil_the_result() {
    for seed in 0..30 {
        let mut world = connected(config(), limited(1380, 1290), seed);
        world.network.rules.loss = 10;
        begin_both(&mut world);
        assert!(world.exchange(b"while it runs"), "seed {seed}");
        for (side, limit) in [(Side::Client, 1380), (Side::Server, 1290)] {
            // Three losses in a row of what passes give a smaller number for a while.
            let took = talk(&mut world, side, |world| mtu(world, side) == limit);
            assert!(took < 1300 * SECOND, "seed {seed}: {took:?}");
        }
        let errors = (world.client.error, world.server.error);
        assert_eq!(errors, (None, None), "seed {seed}");
        let again = world.client.retransmissions + world.server.retransmissions;
        assert_eq!(again, 0, "seed {seed}: nothing but the search is repeated");
    }
}

/// When nothing passes for a while nothing is learnt, and afterwards the number is the right one.
#[test]
fn an_interruption_is_no_narrow_path() {
    let mut world = connected(config(), limited(1400, 1400), 4);
    begin(&mut world, Side::Client);
    complete(&mut world, Side::Client);
    world.network.judge(|_, _, _| Fate::Drop);
    talk(&mut world, Side::Client, |world| {
        phase(world, Side::Client) == Some(Phase::Error)
    });
    for _ in 0..300 {
        world.send(Side::Client, b"lost");
        world.run(SECOND, |_| false);
    }
    assert_eq!((mtu(&world, Side::Client), world.client.error), (548, None));
    world.network.judge(|_, _, _| Fate::Deliver);
    let back = talk(&mut world, Side::Client, |world| {
        mtu(world, Side::Client) == 1400
    });
    assert!(back < 40 * SECOND, "{back:?}");
}

/// RFC 8899, 5.1.1: "DPLPMTUD MAY inhibit sending probe packets when no application data has been sent".
#[test]
fn an_idle_connection_is_quiet() {
    let mut world = connected(config(), limited(1400, 1400), 5);
    begin(&mut world, Side::Client);
    complete(&mut world, Side::Client);
    world.run(SECOND, |_| false);
    let before = world.network.sent.len();
    world.run(7200 * SECOND, |_| false);
    assert_eq!(world.network.sent.len(), before);
    assert_eq!(world.client.connection.poll_timeout(), None);
    // The first data after that is followed by what is overdue.
    world.send(Side::Client, b"again");
    let due = world.client.connection.poll_timeout();
    assert!(due.is_some_and(|due| due < world.now));
    world.run(SECOND, |_| false);
    assert!(world.network.sent.len() > before + 1);
}

/// What the network says is tried first, and is not believed when it is wrong: anybody can make it say so.
#[test]
fn reports_help_and_do_no_harm() {
    for (seed, limit, reported) in [
        (1, 1400, 1400),
        (2, 1400, 700),
        (3, 1400, 1203),
        (4, 1100, 1100),
    ] {
        let mut world = connected(config(), limited(limit, 1472), seed);
        begin(&mut world, Side::Client);
        world.run(Duration::from_millis(100), |_| false);
        world.client.connection.narrow(reported);
        complete(&mut world, Side::Client);
        assert_eq!(mtu(&world, Side::Client), limit, "{reported}");
        // Again, when it is complete: less is used until more is found to pass.
        let lowered = world.client.connection.narrow(reported);
        assert_eq!(lowered, reported < limit);
        assert!(mtu(&world, Side::Client) <= limit.min(reported));
        complete(&mut world, Side::Client);
        assert_eq!(mtu(&world, Side::Client), limit, "{reported}");
    }
}

/// With a cipher of blocks no record has the size that is one byte more than what was reported.
#[test]
fn reports_do_no_harm_to_ciphers_with_blocks() {
    let suite = S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256;
    for reported in 1290..1310 {
        let config = Config {
            suites: vec![suite],
            ..config()
        };
        let mut world = connected(config, limited(1472, 1472), 3);
        begin(&mut world, Side::Client);
        complete(&mut world, Side::Client);
        let found = mtu(&world, Side::Client);
        assert!(world.client.connection.narrow(reported));
        complete(&mut world, Side::Client);
        assert_eq!(mtu(&world, Side::Client), found, "{reported}");
    }
}

#[test]
fn a_flood_of_reports_is_no_flood_of_probes() {
    let mut world = connected(config(), limited(1400, 1472), 7);
    begin(&mut world, Side::Client);
    complete(&mut world, Side::Client);
    let before = world.network.sent.len();
    for reported in (0..1500).cycle().take(15_000) {
        world.client.connection.narrow(reported);
        world.run(Duration::from_millis(1), |_| false);
    }
    // In fifteen seconds: a few searches, each with its answers.
    let sent = world.network.sent.len() - before;
    assert!(sent < 150, "{sent}");
    complete(&mut world, Side::Client);
    assert!(mtu(&world, Side::Client) <= 1400);
}

/// The sender's own network refuses what is longer than its MTU: no time is lost over that.
#[test]
fn what_is_not_even_sent_costs_no_time() {
    for refused in [1300, 1471, 1201, 1000, 549] {
        let mut world = connected(config(), Rules::default(), 6);
        world.client.own_mtu = refused;
        begin(&mut world, Side::Client);
        let took = complete(&mut world, Side::Client);
        assert_eq!(mtu(&world, Side::Client), refused);
        assert!(took < SECOND, "{refused}: {took:?}");
    }
}

/// A slow path is none that loses everything.
#[test]
fn long_ways_take_long() {
    let rules = Rules {
        delay: Duration::from_millis(900),
        ..limited(1400, 1400)
    };
    let mut world = connected(config(), rules, 2);
    begin(&mut world, Side::Client);
    complete(&mut world, Side::Client);
    assert_eq!(mtu(&world, Side::Client), 1400);
}

#[test]
fn a_search_goes_on_behind_a_renegotiation() {
    let config = Config {
        renegotiation: Renegotiation::Accept,
        ..config()
    };
    let mut world = connected(config, limited(1400, 1472), 12);
    begin(&mut world, Side::Client);
    world.run(Duration::from_millis(50), |_| false);
    world.client.connection.renegotiate().unwrap();
    assert!(world.run(60 * SECOND, |world| world.client.is_connected()));
    complete(&mut world, Side::Client);
    assert_eq!(mtu(&world, Side::Client), 1400);
}

#[test]
fn it_ends_when_it_is_told_to() {
    let mut world = connected(config(), limited(1400, 1472), 13);
    begin(&mut world, Side::Client);
    world.run(Duration::from_millis(100), |_| false);
    world.client.connection.stop_path_mtu_search();
    assert_eq!(phase(&world, Side::Client), None);
    assert_eq!(world.client.connection.heartbeat_in_flight(), None);
    let before = world.network.sent.len();
    assert!(world.exchange(b"on"));
    world.run(3600 * SECOND, |_| false);
    assert_eq!(world.network.sent.len(), before + 2, "the data");
    assert_eq!(mtu(&world, Side::Client), 1200, "what was known then");
}

#[test]
fn who_cannot_search_is_told() {
    let reason = |world: &mut World, search| {
        let begun = world.client.connection.search_path_mtu(search);
        begun.err().map(|error| error.reason)
    };
    let mut world = World::new(config(), config(), Rules::default(), 14);
    let early = reason(&mut world, SEARCH);
    assert_eq!(early, Some(Reason::HandshakeNotDone));
    for server in [Heartbeats::Off, Heartbeats::OnlyAsk] {
        let server = Config {
            heartbeats: server,
            ..config()
        };
        let mut world = World::new(config(), server, Rules::default(), 14);
        assert!(world.handshake());
        let refused = reason(&mut world, SEARCH);
        assert_eq!(refused, Some(Reason::HeartbeatNotAllowed));
    }
    let mut world = connected(config(), Rules::default(), 14);
    for (least, most) in [(1400, 1300), (20, 1300)] {
        let search = PathMtuSearch {
            least,
            most,
            ..SEARCH
        };
        assert_eq!(reason(&mut world, search), Some(Reason::BadArgument));
    }
    let config = Config {
        transport: Transport::ReliableOrdered,
        ..config()
    };
    let mut world = connected(config, Rules::default(), 14);
    assert_eq!(reason(&mut world, SEARCH), Some(Reason::BadArgument));
}
