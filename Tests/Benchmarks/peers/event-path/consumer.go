package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
	amqp "github.com/rabbitmq/amqp091-go"
)

const (
	alone      = 16                   // workers when each message is a transaction
	gathering  = 2                    // workers when a batch is
	prefetch   = 256                  // messages the broker gives ahead, of all workers together
	batchDelay = 2 * time.Millisecond // how long the first message of a batch waits for others
)

// startConsumers gives each worker a channel of its own, so that it may acknowledge many at once.
func startConsumers(pool *pgxpool.Pool) {
	connection, err := amqp.Dial(os.Getenv("BENCH_AMQP_URL"))
	check(err)
	workers := alone
	if *batch > 1 {
		workers = gathering
	}
	for worker := 0; worker < workers; worker++ {
		channel, err := connection.Channel()
		check(err)
		check(channel.Qos(prefetch/workers, 0, false))
		deliveries, err := channel.Consume(os.Getenv("BENCH_QUEUE"), "", false, false, false, false, nil)
		check(err)
		go work(pool, deliveries)
	}
}

func work(pool *pgxpool.Pool, deliveries <-chan amqp.Delivery) {
	for first := range deliveries {
		messages := gather(first, deliveries)
		if len(messages) == 1 && *batch == 1 {
			check(handle(pool, messages[0]))
		} else {
			check(handleAll(pool, messages))
		}
		check(messages[len(messages)-1].Ack(true))
	}
}

func gather(first amqp.Delivery, deliveries <-chan amqp.Delivery) []amqp.Delivery {
	messages := []amqp.Delivery{first}
	if *batch == 1 {
		return messages
	}
	timer := time.NewTimer(batchDelay)
	defer timer.Stop()
	for len(messages) < *batch {
		select {
		case next, open := <-deliveries:
			if !open {
				return messages
			}
			messages = append(messages, next)
		case <-timer.C:
			return messages
		}
	}
	return messages
}

func handle(pool *pgxpool.Pool, message amqp.Delivery) error {
	eventID, id, state, err := read(message)
	if err != nil {
		return err
	}
	return pool.BeginFunc(ctx, func(tx pgx.Tx) error {
		claimed, err := tx.Exec(ctx, "INSERT INTO inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING", eventID)
		if err != nil || claimed.RowsAffected() == 0 {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO effects (id, version, price) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE
			SET version = excluded.version, price = excluded.price WHERE effects.version < excluded.version`,
			id, state.Version, state.Price.Amount)
		return err
	})
}

// handleAll is the same work for many messages in one transaction.
func handleAll(pool *pgxpool.Pool, messages []amqp.Delivery) error {
	eventIDs := make([][16]byte, len(messages))
	ids := make(map[[16]byte][16]byte, len(messages))
	states := make(map[[16]byte]appointment, len(messages))
	for index, message := range messages {
		eventID, id, state, err := read(message)
		if err != nil {
			return err
		}
		eventIDs[index], ids[eventID], states[eventID] = eventID, id, state
	}
	return pool.BeginFunc(ctx, func(tx pgx.Tx) error {
		fresh, err := claimAll(tx, eventIDs)
		if err != nil {
			return err
		}
		var rowIDs [][16]byte
		var versions, prices []int64
		for _, eventID := range fresh {
			state := states[eventID]
			rowIDs, versions, prices = append(rowIDs, ids[eventID]), append(versions, state.Version), append(prices, state.Price.Amount)
		}
		_, err = tx.Exec(ctx, `INSERT INTO effects (id, version, price) SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[])
			ON CONFLICT (id) DO UPDATE SET version = excluded.version, price = excluded.price
			WHERE effects.version < excluded.version`, rowIDs, versions, prices)
		return err
	})
}

func claimAll(tx pgx.Tx, eventIDs [][16]byte) ([][16]byte, error) {
	rows, err := tx.Query(ctx, `INSERT INTO inbox (event_id) SELECT id FROM unnest($1::uuid[]) AS t (id) ORDER BY id
		ON CONFLICT DO NOTHING RETURNING event_id`, eventIDs)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var fresh [][16]byte
	for rows.Next() {
		var id [16]byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		fresh = append(fresh, id)
	}
	return fresh, rows.Err()
}

func read(message amqp.Delivery) (eventID, id [16]byte, state appointment, err error) {
	if err = json.Unmarshal(message.Body, &state); err != nil {
		return
	}
	if eventID, err = parse(message.MessageId); err != nil {
		return
	}
	id, err = parse(state.ID)
	return
}

func parse(text string) (id [16]byte, err error) {
	bytes, err := hex.DecodeString(strings.ReplaceAll(text, "-", ""))
	if err == nil && copy(id[:], bytes) != len(id) {
		err = errors.New("not a UUID")
	}
	return id, err
}
