//! Heartbeats over the simulated network: who may ask, repetition, a peer that falls silent and comes back.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::time::Duration;

use dtls::error::{DropReason, Reason};
use dtls::msg::{HeartbeatMode, ProtocolVersion};
use dtls::{
    Config, Event, HeartbeatOutcome, HeartbeatRequest, HeartbeatSize, Heartbeats, Renegotiation,
    Transport,
};
use sim::{Fate, Rules, Side, World};

const HEARTBEAT: u8 = 24;
const SIDES: [Side; 2] = [Side::Client, Side::Server];

fn with(heartbeats: Heartbeats) -> Config {
    Config {
        heartbeats,
        ..Config::default()
    }
}

fn connected(client: Config, server: Config) -> World {
    let mut world = World::new(client, server, Rules::default(), 7);
    world.connect("heartbeats");
    world.run(Duration::from_secs(1), |_| false);
    world
}

fn both() -> World {
    connected(with(Heartbeats::Answer), with(Heartbeats::Answer))
}

fn few_tries(tries: u32) -> HeartbeatRequest {
    HeartbeatRequest {
        tries: Some(tries),
        ..HeartbeatRequest::default()
    }
}

fn ask(world: &mut World, side: Side, request: HeartbeatRequest) -> Result<u16, Reason> {
    let sent = world.peer(side).connection.send_heartbeat(request);
    sent.map(|sent| sent.sequence).map_err(|error| error.reason)
}

/// The outcomes told to a side since it was asked last.
fn outcomes(world: &mut World, side: Side) -> Vec<(u16, HeartbeatOutcome)> {
    let events = std::mem::take(&mut world.peer(side).events);
    let outcomes = events.into_iter().filter_map(|event| match event {
        Event::Heartbeat { request, outcome } => Some((request.sequence, outcome)),
        _ => None,
    });
    outcomes.collect()
}

/// When heartbeat records of a side left, in milliseconds from the first.
fn moments(world: &World, side: Side) -> Vec<u64> {
    let sent = world.network.sent.iter();
    let sent = sent.filter(|(_, from, datagram)| *from == side && datagram[0] == HEARTBEAT);
    let moments: Vec<u64> = sent.map(|(at, ..)| at.as_micros() / 1000).collect();
    moments.iter().map(|at| at - moments[0]).collect()
}

#[test]
fn each_side_may_ask_whom_the_other_lets() {
    use Heartbeats::{Answer, Off, OnlyAsk};
    for (client, server) in [
        (Answer, Answer),
        (Answer, OnlyAsk),
        (OnlyAsk, Answer),
        (OnlyAsk, OnlyAsk),
        (Off, Answer),
        (Answer, Off),
    ] {
        let mut world = connected(with(client), with(server));
        let mode = |own| match own {
            Answer => HeartbeatMode::PEER_ALLOWED_TO_SEND,
            _ => HeartbeatMode::PEER_NOT_ALLOWED_TO_SEND,
        };
        let off = client == Off || server == Off;
        for (side, own, peer) in [
            (Side::Client, client, server),
            (Side::Server, server, client),
        ] {
            let facts = world.peer(side).connection.facts().unwrap();
            let modes = facts.heartbeat.map(|modes| (modes.own, modes.peer));
            assert_eq!(modes, (!off).then_some((mode(own), mode(peer))));
            let asked = ask(&mut world, side, HeartbeatRequest::default());
            match !off && peer == Answer {
                true => assert_eq!(asked, Ok(0)),
                false => assert_eq!(asked, Err(Reason::HeartbeatNotAllowed)),
            }
            world.run(Duration::from_secs(1), |_| false);
            let answered = asked.map(|sequence| (sequence, HeartbeatOutcome::Answered));
            assert!(outcomes(&mut world, side).into_iter().eq(answered));
        }
        assert!(world.exchange(b"and data"));
    }
}

#[test]
fn in_both_versions_with_resumption_and_renegotiation() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        let config = Config {
            min_version: version,
            max_version: version,
            renegotiation: Renegotiation::Accept,
            ..with(Heartbeats::Answer)
        };
        let first = connected(config.clone(), config.clone());
        let facts = |world: &World| {
            let both = [&world.client, &world.server];
            both.map(|peer| peer.connection.facts().unwrap().clone())
        };
        let [client, server] = facts(&first);
        let again = Config {
            session: client.session,
            ..config.clone()
        };
        let mut world = World::new(again, config, Rules::default(), 8);
        world.server.sessions = vec![server.session.unwrap()];
        world.connect("resumption");
        assert!(facts(&world).iter().all(|facts| facts.resumed));
        for sequence in 0..2 {
            for side in SIDES {
                assert_eq!(
                    ask(&mut world, side, HeartbeatRequest::default()),
                    Ok(sequence)
                );
            }
            world.run(Duration::from_secs(1), |_| false);
            for side in SIDES {
                let told = outcomes(&mut world, side);
                assert_eq!(told, [(sequence, HeartbeatOutcome::Answered)]);
            }
            world.client.connection.renegotiate().unwrap();
            world.run(Duration::from_secs(5), |_| false);
            assert!(world.client.is_connected() && world.server.is_connected());
        }
    }
}

#[test]
fn there_is_one_in_flight() {
    let mut world = both();
    assert_eq!(
        ask(&mut world, Side::Client, HeartbeatRequest::default()),
        Ok(0)
    );
    assert_eq!(
        ask(&mut world, Side::Client, HeartbeatRequest::default()),
        Err(Reason::HeartbeatPending)
    );
    assert_eq!(
        ask(&mut world, Side::Server, HeartbeatRequest::default()),
        Ok(0)
    );
    world.run(Duration::from_secs(1), |_| false);
    assert_eq!(
        ask(&mut world, Side::Client, HeartbeatRequest::default()),
        Ok(1)
    );
}

/// RFC 6347, 4.2.4: the periods double.
#[test]
fn a_silent_peer_is_told_of_and_may_come_back() {
    for side in SIDES {
        let mut world = both();
        world.network.judge(|_, _, _| Fate::Drop);
        ask(&mut world, side, few_tries(4)).unwrap();
        world.run(Duration::from_millis(14_900), |_| false);
        assert_eq!(moments(&world, side), [0, 1000, 3000, 7000]);
        assert_eq!(outcomes(&mut world, side), []);
        world.run(Duration::from_millis(200), |_| false);
        let told = outcomes(&mut world, side);
        assert_eq!(told, [(0, HeartbeatOutcome::Unanswered)]);
        assert_eq!(world.peer(side).connection.poll_timeout(), None);
        assert_eq!(world.peer(side).heartbeats_repeated, 3);
        assert_eq!(world.peer(side).error, None);
        // It comes back. The period is still that of the loss (RFC 6347, 4.2.4.1).
        world.network.judge(|_, _, _| Fate::Deliver);
        ask(&mut world, side, few_tries(4)).unwrap();
        world.run(Duration::from_secs(1), |_| false);
        let told = outcomes(&mut world, side);
        assert_eq!(told, [(1, HeartbeatOutcome::Answered)]);
        assert!(world.exchange(b"alive"));
    }
}

#[test]
fn a_lost_request_or_answer_is_made_good() {
    for lost in SIDES {
        let mut world = both();
        let mut left = 2;
        world.network.judge(move |_, from, datagram| {
            let loses = from == lost && datagram[0] == HEARTBEAT && left > 0;
            left -= u32::from(loses);
            match loses {
                true => Fate::Drop,
                false => Fate::Deliver,
            }
        });
        ask(&mut world, Side::Client, HeartbeatRequest::default()).unwrap();
        world.run(Duration::from_secs(20), |_| false);
        let told = outcomes(&mut world, Side::Client);
        assert_eq!(told, [(0, HeartbeatOutcome::Answered)]);
        assert_eq!(moments(&world, Side::Client), [0, 1000, 3000]);
    }
}

/// The default is the handshake's threshold (RFC 6520, 3).
#[test]
fn thirteen_tries_unless_told_otherwise() {
    let mut world = both();
    world.network.judge(|_, _, _| Fate::Drop);
    ask(&mut world, Side::Client, HeartbeatRequest::default()).unwrap();
    world.run(Duration::from_secs(3600), |_| false);
    assert_eq!(moments(&world, Side::Client).len(), 13);
    let config = Config {
        heartbeat_tries: 2,
        ..with(Heartbeats::Answer)
    };
    let mut world = connected(config.clone(), config);
    world.network.judge(|_, _, _| Fate::Drop);
    ask(&mut world, Side::Client, HeartbeatRequest::default()).unwrap();
    world.run(Duration::from_secs(3600), |_| false);
    assert_eq!(moments(&world, Side::Client), [0, 1000]);
}

/// What is lost for its size says nothing of later requests.
#[test]
fn a_probe_leaves_no_long_period_behind() {
    let mut world = both();
    world.network.rules.mtu_to_server = 1000;
    let probe = HeartbeatRequest {
        size: HeartbeatSize::Datagram(1100),
        tries: Some(2),
        is_probe: true,
    };
    for sequence in 0..3 {
        assert_eq!(ask(&mut world, Side::Client, probe), Ok(sequence));
        world.run(Duration::from_millis(3100), |_| false);
        let told = outcomes(&mut world, Side::Client);
        assert_eq!(told, [(sequence, HeartbeatOutcome::Unanswered)]);
    }
    let fits = HeartbeatRequest {
        size: HeartbeatSize::Datagram(1000),
        ..probe
    };
    assert_eq!(ask(&mut world, Side::Client, fits), Ok(3));
    world.run(Duration::from_millis(100), |_| false);
    let told = outcomes(&mut world, Side::Client);
    assert_eq!(told, [(3, HeartbeatOutcome::Answered)]);
    let lengths = world.network.sent.iter().map(|(_, _, sent)| sent.len());
    let last: Vec<usize> = lengths.rev().take(2).collect();
    assert_eq!(last[1], 1000);
    assert!(last[0] < 100, "the answer measures nothing: {}", last[0]);
}

/// A sign of life that is asked for during a probe goes out behind it, and before the next.
#[test]
fn a_request_waits_for_the_end_of_a_probe() {
    let probe = HeartbeatRequest {
        size: HeartbeatSize::Datagram(1100),
        tries: Some(1),
        is_probe: true,
    };
    for mtu in [1000, usize::MAX] {
        let mut world = both();
        world.network.rules.mtu_to_server = mtu;
        assert_eq!(ask(&mut world, Side::Client, probe), Ok(0));
        let pending = |world: &World| world.client.connection.is_heartbeat_pending();
        assert!(!pending(&world));
        assert_eq!(ask(&mut world, Side::Client, few_tries(2)), Ok(1));
        assert!(pending(&world));
        for request in [few_tries(2), probe] {
            let more = ask(&mut world, Side::Client, request);
            assert_eq!(more, Err(Reason::HeartbeatPending));
        }
        world.run(Duration::from_secs(2), |_| false);
        let of_probe = match mtu {
            1000 => HeartbeatOutcome::Unanswered,
            _ => HeartbeatOutcome::Answered,
        };
        let told = outcomes(&mut world, Side::Client);
        assert_eq!(told, [(0, of_probe), (1, HeartbeatOutcome::Answered)]);
        assert!(!pending(&world));
    }
    let mut world = both();
    ask(&mut world, Side::Client, probe).unwrap();
    ask(&mut world, Side::Client, few_tries(2)).unwrap();
    world.client.connection.close();
    world.run(Duration::from_secs(1), |_| false);
    let dropped = HeartbeatOutcome::Dropped;
    let told = outcomes(&mut world, Side::Client);
    assert_eq!(told, [(0, dropped), (1, dropped)]);
}

/// RFC 6520, 3: "if a handshake is initiated while a HeartbeatRequest is still in flight, the sending peer MUST stop the
/// DTLS retransmission timer for it"; "HeartbeatRequest messages from older epochs SHOULD be discarded".
#[test]
fn a_handshake_ends_what_is_in_flight() {
    for side in SIDES {
        let config = Config {
            renegotiation: Renegotiation::Accept,
            ..with(Heartbeats::Answer)
        };
        let mut world = connected(config.clone(), config);
        ask(&mut world, side, HeartbeatRequest::default()).unwrap();
        let now = world.now;
        let old = world.peer(side).transmit(now).remove(0);
        world.client.connection.renegotiate().unwrap();
        let refused = ask(&mut world, Side::Client, HeartbeatRequest::default());
        assert_eq!(refused, Err(Reason::WrongState));
        world.run(Duration::from_secs(10), |_| false);
        assert!(world.client.is_connected() && world.server.is_connected());
        assert_eq!(
            outcomes(&mut world, side),
            [(0, HeartbeatOutcome::Dropped)],
            "{side:?}"
        );
        assert_eq!(moments(&world, side), [0; 0]);
        let other = match side {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        };
        world.peer(other).receive(&old);
        let drops = world.peer(other).connection.drops();
        let old = drops.count(DropReason::HeartbeatNotAllowed);
        let gone = drops.count(DropReason::UnknownEpoch);
        assert_eq!(old + gone, 1, "{side:?}");
        assert_eq!(ask(&mut world, side, HeartbeatRequest::default()), Ok(1));
        world.run(Duration::from_secs(1), |_| false);
        let told = outcomes(&mut world, side);
        assert_eq!(told, [(1, HeartbeatOutcome::Answered)]);
    }
}

#[test]
fn not_before_the_handshake_and_not_after_the_end() {
    let config = with(Heartbeats::Answer);
    let mut world = World::new(config.clone(), config, Rules::default(), 1);
    let early = ask(&mut world, Side::Client, HeartbeatRequest::default());
    assert_eq!(early, Err(Reason::HandshakeNotDone));
    assert!(world.handshake());
    ask(&mut world, Side::Client, HeartbeatRequest::default()).unwrap();
    world.client.connection.close();
    let late = ask(&mut world, Side::Client, HeartbeatRequest::default());
    assert_eq!(late, Err(Reason::Closed));
    world.run(Duration::from_secs(1), |_| false);
    let told = outcomes(&mut world, Side::Client);
    assert_eq!(told, [(0, HeartbeatOutcome::Dropped)]);
    let late = ask(&mut world, Side::Server, HeartbeatRequest::default());
    assert_eq!(late, Err(Reason::Closed));
}

/// RFC 6520, 3: over SCTP "HeartbeatRequest messages only need to be sent once".
#[test]
fn over_a_reliable_transport_there_is_no_timer() {
    let config = Config {
        transport: Transport::ReliableOrdered,
        ..with(Heartbeats::Answer)
    };
    let mut world = connected(config.clone(), config);
    world.network.judge(|_, _, _| Fate::Drop);
    ask(&mut world, Side::Client, HeartbeatRequest::default()).unwrap();
    world.run(Duration::from_secs(1000), |_| false);
    assert_eq!(moments(&world, Side::Client), [0]);
    let pending = world.client.connection.heartbeat_in_flight().unwrap();
    assert_eq!(pending.sequence, 0);
    world.client.connection.drop_heartbeat();
    world.network.judge(|_, _, _| Fate::Deliver);
    ask(&mut world, Side::Client, HeartbeatRequest::default()).unwrap();
    world.run(Duration::from_secs(1), |_| false);
    let told = outcomes(&mut world, Side::Client);
    let dropped = (0, HeartbeatOutcome::Dropped);
    assert_eq!(told, [dropped, (1, HeartbeatOutcome::Answered)]);
}

/// A hello with another mode than the two that exist ends the handshake of those who know the extension, only.
#[test]
fn unknown_modes_are_refused_with_illegal_parameter() {
    for (server, refused) in [(Heartbeats::Answer, true), (Heartbeats::Off, false)] {
        for mode in [0, 3, 255] {
            let client = Config {
                extra_extensions: vec![(dtls::msg::ExtensionType::HEARTBEAT, vec![mode])],
                ..Config::default()
            };
            let mut world = World::new(client, with(server), Rules::default(), 1);
            let done = world.handshake();
            let errors = (world.client.error, world.server.error);
            assert_eq!(done, !refused, "{mode}: {errors:?}");
            let alert = world.server.error.map(|error| error.alert);
            let expected = dtls::msg::AlertDescription::ILLEGAL_PARAMETER;
            assert_eq!(alert, refused.then_some(Some(expected)));
        }
    }
}

#[test]
fn a_bad_network_loses_no_heartbeat_for_good() {
    for seed in 0..20 {
        let rules = Rules {
            loss: 20,
            duplication: 20,
            reordering: 20,
            corruption: 10,
            ..Rules::default()
        };
        let config = with(Heartbeats::Answer);
        let mut world = World::new(config.clone(), config, Rules::default(), seed);
        world.connect(&format!("seed {seed}"));
        world.network.rules = rules;
        for sequence in 0..10 {
            for side in SIDES {
                let asked = ask(&mut world, side, HeartbeatRequest::default());
                assert_eq!(asked, Ok(sequence), "seed {seed}");
            }
            world.run(Duration::from_secs(4000), |world| {
                let idle = |peer: &sim::Peer| peer.connection.heartbeat_in_flight().is_none();
                idle(&world.client) && idle(&world.server)
            });
            for side in SIDES {
                let told = outcomes(&mut world, side);
                let answered = (sequence, HeartbeatOutcome::Answered);
                assert_eq!(told, [answered], "seed {seed}");
            }
        }
    }
}
