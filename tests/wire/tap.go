package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

// Numbers of the system call setns(2), which package syscall does not have.
var setnsNumber = map[string]uintptr{"amd64": 308, "arm64": 268}

const (
	tapDevice  = "lan0"
	iffTap     = 0x0002
	iffNoPi    = 0x1000
	tunSetIff  = 0x400454ca
	longestMtu = 1 << 16
)

// openTap makes a TAP device with an address in a namespace and returns the end of it that the switch holds.
func openTap(namespace, address string) (*os.File, error) {
	type result struct {
		file *os.File
		err  error
	}
	opened := make(chan result)
	go func() {
		// The thread stays in the other namespace; it ends with the goroutine, because it is never unlocked.
		runtime.LockOSThread()
		file, err := openHere(namespace)
		opened <- result{file, err}
	}()
	made := <-opened
	if made.err != nil {
		return nil, fmt.Errorf("%s: %w", namespace, made.err)
	}
	for _, order := range []string{"addr add " + address + " dev " + tapDevice, "link set " + tapDevice + " up"} {
		args := append([]string{"-n", namespace}, strings.Fields(order)...)
		if output, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("ip %s: %s", strings.Join(args, " "), output)
		}
	}
	return made.file, nil
}

// openHere enters a namespace with the present thread and makes the device there.
func openHere(namespace string) (*os.File, error) {
	number, known := setnsNumber[runtime.GOARCH]
	if !known {
		return nil, fmt.Errorf("the number of setns is not known for %s", runtime.GOARCH)
	}
	stack, err := os.Open("/run/netns/" + namespace)
	if err != nil {
		return nil, err
	}
	defer stack.Close()
	if _, _, errno := syscall.RawSyscall(number, stack.Fd(), syscall.CLONE_NEWNET, 0); errno != 0 {
		return nil, errno
	}
	descriptor, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	var request [40]byte
	copy(request[:], tapDevice)
	*(*uint16)(unsafe.Pointer(&request[16])) = iffTap | iffNoPi
	pointer := uintptr(unsafe.Pointer(&request[0]))
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(descriptor), tunSetIff, pointer); errno != 0 {
		return nil, errno
	}
	return os.NewFile(uintptr(descriptor), namespace), nil
}
