// Command wire is a cable between network namespaces that can be cut: an Ethernet switch in user space, because not every
// kernel can delay and lose packets by itself.
//
//	wire switch SOCKET NAMESPACE=ADDRESS/BITS ...   joins namespaces, takes orders on a Unix socket, prints "ready"
//	wire forward ADDRESS:PORT ADDRESS:PORT          hands connections on, as a proxy on a host does
package main

import (
	"fmt"
	"io"
	"net"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "wire:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) >= 3 && args[0] == "switch":
		return serveSwitch(args[1], args[2:])
	case len(args) == 3 && args[0] == "forward":
		return forward(args[1], args[2])
	}
	return fmt.Errorf("usage: wire switch SOCKET NAMESPACE=ADDRESS/BITS ... | wire forward FROM TO")
}

// forward hands connections at one address on to another until the process ends.
func forward(from, to string) error {
	listener, err := net.Listen("tcp", from)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for {
		client, err := listener.Accept()
		if err != nil {
			return err
		}
		go handOn(client.(*net.TCPConn), to)
	}
}

func handOn(client *net.TCPConn, to string) {
	defer client.Close()
	server, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer server.Close()
	done := make(chan struct{})
	go func() {
		io.Copy(server, client)
		server.(*net.TCPConn).CloseWrite()
		close(done)
	}()
	io.Copy(client, server)
	client.CloseWrite()
	<-done
}
