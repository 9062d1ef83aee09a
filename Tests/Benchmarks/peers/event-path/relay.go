package main

import (
	"errors"
	"os"
	"time"

	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
	amqp "github.com/rabbitmq/amqp091-go"
)

const relayBatch = 256

type row struct {
	position int64
	eventID  [16]byte
	kind     string
	body     string
}

// startRelay publishes what the outbox holds: woken by a commit, or twice a second.
func startRelay(pool *pgxpool.Pool, wake <-chan struct{}) {
	connection, err := amqp.Dial(os.Getenv("BENCH_AMQP_URL"))
	check(err)
	channel, err := connection.Channel()
	check(err)
	check(channel.Confirm(false))
	confirms := channel.NotifyPublish(make(chan amqp.Confirmation, relayBatch))
	go func() {
		for {
			count, err := relay(pool, channel, confirms)
			check(err)
			if count < relayBatch {
				select {
				case <-wake:
				case <-time.After(500 * time.Millisecond):
				}
			}
		}
	}()
}

func relay(pool *pgxpool.Pool, channel *amqp.Channel, confirms <-chan amqp.Confirmation) (count int, err error) {
	err = pool.BeginFunc(ctx, func(tx pgx.Tx) error {
		rows, err := claim(tx)
		if err != nil || len(rows) == 0 {
			return err
		}
		count = len(rows)
		if err := publish(channel, confirms, rows); err != nil {
			return err
		}
		positions := make([]int64, len(rows))
		for index, row := range rows {
			positions[index] = row.position
		}
		_, err = tx.Exec(ctx, "UPDATE outbox SET sent_at = now() WHERE position = ANY($1)", positions)
		return err
	})
	return count, err
}

func claim(tx pgx.Tx) ([]row, error) {
	answer, err := tx.Query(ctx, `SELECT position, event_id, type, body FROM outbox WHERE sent_at IS NULL
		ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED`, relayBatch)
	if err != nil {
		return nil, err
	}
	defer answer.Close()
	var rows []row
	for answer.Next() {
		var next row
		if err := answer.Scan(&next.position, &next.eventID, &next.kind, &next.body); err != nil {
			return nil, err
		}
		rows = append(rows, next)
	}
	return rows, answer.Err()
}

// publish sends all and then waits for as many confirms, which the library gives in order. Its deferred confirms would read better, but
// in this version one that comes before the call has returned is lost, and waited for for ever.
func publish(channel *amqp.Channel, confirms <-chan amqp.Confirmation, rows []row) error {
	for _, row := range rows {
		err := channel.PublishWithContext(ctx, exchange, row.kind, true, false, amqp.Publishing{
			ContentType: "application/json", DeliveryMode: amqp.Persistent, MessageId: text(row.eventID), Type: row.kind,
			Body: []byte(row.body),
		})
		if err != nil {
			return err
		}
	}
	for range rows {
		if confirm := <-confirms; !confirm.Ack {
			return errors.New("the broker refused a message")
		}
	}
	return nil
}
