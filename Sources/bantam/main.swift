print("bantam")
