// Publishing and consuming with amqp091, as its documentation advises: confirms read from a channel of their own while publishing goes on,
// prefetch, acknowledgements of many at once.
//
//	peer publish|consume [-messages 100000] [-window 256] [-prefetch 512]
//
// Settings: BENCH_AMQP_URL, BENCH_QUEUE.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

const (
	size         = 1024
	acknowledged = 64 // deliveries acknowledged at once
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	flags := flag.NewFlagSet(os.Args[0], flag.ExitOnError)
	messages := flags.Int("messages", 100000, "how many")
	window := flags.Int("window", 256, "unconfirmed at once")
	prefetch := flags.Int("prefetch", 512, "unacknowledged at once")
	check(flags.Parse(os.Args[2:]))
	connection, err := amqp.Dial(os.Getenv("BENCH_AMQP_URL"))
	check(err)
	channel, err := connection.Channel()
	check(err)
	queue := os.Getenv("BENCH_QUEUE")
	start := time.Now()
	switch os.Args[1] {
	case "publish":
		publish(channel, queue, *messages, *window)
	case "consume":
		consume(channel, queue, *messages, *prefetch)
	default:
		log.Fatal("publish or consume")
	}
	fmt.Printf(`{"messages_per_second":%f}`+"\n", float64(*messages)/time.Since(start).Seconds())
}

func publish(channel *amqp.Channel, queue string, messages, window int) {
	check(channel.Confirm(false))
	confirms := channel.NotifyPublish(make(chan amqp.Confirmation, window))
	room := make(chan struct{}, window)
	done := make(chan struct{})
	go func() {
		for count := 0; count < messages; count++ {
			if confirm := <-confirms; !confirm.Ack {
				log.Fatal("the broker refused a message")
			}
			<-room
		}
		close(done)
	}()
	body := make([]byte, size)
	for index := 0; index < messages; index++ {
		room <- struct{}{}
		check(channel.PublishWithContext(context.Background(), "", queue, true, false, amqp.Publishing{
			ContentType: "application/octet-stream", DeliveryMode: amqp.Persistent, MessageId: fmt.Sprint(index), Body: body,
		}))
	}
	<-done
}

func consume(channel *amqp.Channel, queue string, messages, prefetch int) {
	check(channel.Qos(prefetch, 0, false))
	deliveries, err := channel.Consume(queue, "", false, false, false, false, nil)
	check(err)
	for count := 1; count <= messages; count++ {
		delivery := <-deliveries
		if len(delivery.Body) != size {
			log.Fatal("a body of another size")
		}
		if count%acknowledged == 0 || count == messages {
			check(delivery.Ack(true))
		}
	}
}
